"""Records -> brief and formats: pure functions from what is kept to text and files."""

from onrecord.publish.brief import Brief, make_brief
from onrecord.publish.render import RENDERERS, render

__all__ = ["RENDERERS", "Brief", "make_brief", "render"]
