"""PDF and DOCX -> lines. Run as a child process of its own (`etl.documents` starts it), since parsers of foreign files
may hang, crash or eat memory; `pdf` and `docx` open the files, `layout` and `ruled` are pure.
"""
