"""What is recorded: report, span, mention, attribution, claim, event, transfer, judgement, issue.

Frozen dataclasses that import nothing but `errors`. `None` means that the report does not say.
"""
