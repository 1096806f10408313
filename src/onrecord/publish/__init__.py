"""Records -> brief and formats: pure functions from what is kept to text and files."""

from onrecord.publish.brief import make_brief
from onrecord.publish.document import Brief, Question
from onrecord.publish.render import RENDERERS, Look, render

__all__ = ["RENDERERS", "Brief", "Look", "Question", "make_brief", "render"]
