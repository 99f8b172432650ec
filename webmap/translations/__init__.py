"""The catalogues of the pages, and what gathers their messages."""
