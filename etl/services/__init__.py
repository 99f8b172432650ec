"""Edge: the live services, each one small replaceable file over `asking.py`, the one place that speaks HTTP.

No step of a build needs them unless asked for (`build --online`, `fetch`). Addresses, tokens and versions are
configuration (`settings.py`); what they are, and what is not confirmed of them, is in docs/services.md.
"""
