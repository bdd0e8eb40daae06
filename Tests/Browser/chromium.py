"""Chromium, the system's own, through Playwright: pages of a site opened from file://, with what went wrong in them."""
import os
import shutil
from pathlib import Path

# The fonts of a headless browser are loaded from the system; nothing else may come from outside.
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--font-render-hinting=none"]


def find():
    """The program, or None: what CHROMIUM names, else chromium or Chrome as systems call them."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        if shutil.which(name):
            return shutil.which(name)
    application = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    return application if os.path.exists(application) else None


class Visitor:
    """Opens pages of a site in Chromium. One context for each choice of scripts, theme and touch, kept for the session."""

    def __init__(self, browser, site):
        self.browser = browser
        self.site = site
        self.contexts = {}
        self.open_pages = []

    def __call__(self, address, width=1280, height=800, theme="light", scripts=True, touch=False, init=None):
        """A page of the site, loaded: a Playwright page with `errors` (console and uncaught) and `outside` (requests).

        `init` is JavaScript that runs before the page's own.
        """
        key = (theme, scripts, touch)
        if key not in self.contexts:
            self.contexts[key] = self.browser.new_context(
                color_scheme=theme, java_script_enabled=scripts, has_touch=touch, reduced_motion="reduce"
            )
        page = self.contexts[key].new_page()
        self.open_pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.errors = []
        page.outside = []
        page.on("console", lambda message: message.type == "error" and page.errors.append(message.text))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        root = self.site.root.as_uri() + "/"
        page.on("request", lambda request: self.inside(request.url, root) or page.outside.append(request.url))
        if init:
            page.add_init_script(init)
        target = address if isinstance(address, Path) else self.site.path(address)
        page.goto(target.as_uri() if isinstance(target, Path) else target)
        return page

    @staticmethod
    def inside(address, root):
        return address.startswith((root, "data:", "blob:", "about:"))

    def close_pages(self):
        for page in self.open_pages:
            page.close()
        self.open_pages.clear()
