"""What a person does with a notebook in JupyterLab, and what they wait for."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

SECONDS = 60

_numbers = itertools.count(1)


@dataclass
class Lab:
    """A JupyterLab that runs on a copy of the notebooks."""

    address: str
    """As the command printed it, with the token."""

    def address_of(self, notebook: str) -> str:
        parts = urlsplit(self.address)
        (token,) = parse_qs(parts.query)["token"]
        workspace = next(_numbers)  # of its own: without the tabs of other tests
        path = f"/lab/workspaces/test{workspace}/tree/{notebook}"
        return parts._replace(path=path, query=f"token={token}").geturl()


class Notebook:
    """A notebook that is open in the browser."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto(address)
        self.panel = page.locator(".jp-NotebookPanel:visible")
        expect(self.panel.locator(".jp-Cell").first).to_be_visible(timeout=SECONDS * 1000)
        self._kernel_is_ready()

    def _kernel_is_ready(self) -> None:
        indicator = self.panel.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")
        expect(indicator).to_be_attached(timeout=SECONDS * 1000)
        expect(self.panel.locator(".jp-Toolbar-kernelName")).to_have_text("Python 3 (ipykernel)")

    def menu(self, menu: str, entry: str) -> None:
        """Choose an entry of the menu bar."""
        self.page.locator(f".lm-MenuBar-itemLabel:text-is('{menu}')").click()
        self.page.locator(f".lm-Menu-itemLabel:text-is('{entry}')").click()

    def cell(self, text: str) -> Locator:
        """The code cell with this text in its source."""
        source = self.page.locator(".jp-InputArea-editor", has_text=text)
        return self.panel.locator(".jp-CodeCell").filter(has=source).first

    def run(self, text: str) -> Locator:
        """Run the cell with this text and wait until it has ended."""
        cell = self.cell(text)
        cell.locator(".cm-content").click()
        self._clear_prompt(cell)
        self.page.keyboard.press("Control+Enter")
        self.has_ended(cell)
        return cell

    def _clear_prompt(self, cell: Locator) -> None:
        self.menu("Edit", "Clear Cell Output")
        expect(cell.locator(".jp-InputPrompt")).to_have_text("[ ]:")
        cell.locator(".cm-content").click()

    def write(self, text: str, source: str) -> Locator:
        """Put `source` in place of all that is in the cell with this text, and run it."""
        cell = self.cell(text)
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)
        return self.run(source.split("\n")[0])

    def run_all(self) -> None:
        """Run all cells from the top, and wait for the last one."""
        self.menu("Edit", "Clear Outputs of All Cells")
        cells = self.panel.locator(".jp-CodeCell")
        expect(cells.first.locator(".jp-InputPrompt")).to_have_text("[ ]:")
        self.menu("Run", "Run All Cells")
        self.has_ended(cells.last)

    def has_ended(self, cell: Locator) -> None:
        """Wait until the cell has a number."""
        expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"), timeout=SECONDS * 1000)

    def restart_kernel(self) -> None:
        """Restart the kernel through the menu."""
        self.menu("Kernel", "Restart Kernel…")
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        expect(self.page.locator(".jp-Dialog")).to_have_count(0)
        self._kernel_is_ready()
