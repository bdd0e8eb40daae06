"""The buttons that copy a citation: what each is called, and what lands on the clipboard."""

PAPER = "papers/ma2015.html"
BUTTONS = ".cite-this button.copy"


def test_each_button_names_what_it_copies(visit):
    page = visit(PAPER)
    names = page.eval_on_selector_all(BUTTONS, "(buttons) => buttons.map((button) => button.getAttribute('aria-label') || button.textContent)")
    assert names[0] == "Copy reference" and names[-1] == "Copy BibTeX" and len(names) > 3
    styles = [text.strip() for text in page.locator(".cite-this summary").all_text_contents()]
    assert names[1:] == ["Copy " + style for style in styles] and len(set(names)) == len(names)
    # Who speaks to the computer says what is seen.
    assert set(page.eval_on_selector_all(BUTTONS, "(buttons) => buttons.map((button) => button.textContent)")) == {"Copy"}
    page.click(".cite-this summary:has-text('BibTeX')")
    assert page.get_by_role("button", name="Copy BibTeX", exact=True).is_visible()


def test_a_button_copies_its_text_and_says_so(visit):
    page = visit(PAPER, init="window.copied = []; Object.defineProperty(navigator, 'clipboard', "
                             "{value: {writeText: (text) => { copied.push(text); return Promise.resolve(); }}})")
    page.click(".cite-this summary:has-text('BibTeX')")
    page.get_by_role("button", name="Copy BibTeX", exact=True).click()
    page.wait_for_selector(".cite-this [role=status]:has-text('Copied')")
    assert page.evaluate("copied") == [page.inner_text(".cite-this pre").strip()]
