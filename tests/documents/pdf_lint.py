"""What can be checked of PDF/A-1b and of tagged structure without an outside validator; a helper of the tests."""

from __future__ import annotations

from io import BytesIO

import pikepdf

PAINTING = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Tj", "TJ", "'", '"', "sh", "Do", "INLINE IMAGE"}


def lint(content: bytes) -> list[str]:
    """Everything that is wrong; empty for a good file."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [*_catalogue(pdf), *_fonts(pdf), *_pages(pdf), *_structure(pdf.Root.StructTreeRoot, "Document")]


def _catalogue(pdf: pikepdf.Pdf) -> list[str]:
    root = pdf.Root
    faults = []
    if not root.MarkInfo.get("/Marked"):
        faults.append("not marked")
    if "/Lang" not in root:
        faults.append("no language")
    if not root.ViewerPreferences.get("/DisplayDocTitle"):
        faults.append("title is not displayed")
    if root.OutputIntents[0].S != "/GTS_PDFA1":
        faults.append("no output intent")
    xmp = bytes(root.Metadata.read_bytes()).decode("utf-8")
    faults += [f"XMP lacks {key}" for key in ("pdfaid:part>1", "pdfaid:conformance>B", "dc:title") if key not in xmp]
    faults += [
        f"XMP and Info differ: {key}" for key in ("Title", "Author") if _escaped(pdf.docinfo[f"/{key}"]) not in xmp
    ]
    if "/Encrypt" in pdf.trailer or pdf.pdf_version != "1.4":
        faults.append("not plain PDF 1.4")
    return faults


def _escaped(value: pikepdf.Object) -> str:
    return str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _fonts(pdf: pikepdf.Pdf) -> list[str]:
    faults = []
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/Font":
            continue
        inner = thing.DescendantFonts[0] if "/DescendantFonts" in thing else thing
        if "/FontFile2" not in inner.FontDescriptor:
            faults.append(f"{thing.BaseFont} is not embedded")
        if thing.Subtype == "/Type0" and "/ToUnicode" not in thing:
            faults.append(f"{thing.BaseFont} has no ToUnicode")
    return faults


def _pages(pdf: pikepdf.Pdf) -> list[str]:
    faults = []
    for number, page in enumerate(pdf.pages, start=1):
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            if operator in PAINTING and depth == 0:
                faults.append(f"page {number}: {operator} is neither tagged nor an artifact")
        if depth or page.obj.get("/Tabs") != "/S" or "/StructParents" not in page.obj:
            faults.append(f"page {number}: marks, tab order or parents are wrong")
    return faults


def _structure(element: pikepdf.Object, path: str) -> list[str]:
    faults = []
    tag = str(element.get("/S", ""))
    if tag in ("/Figure", "/Form") and "/Alt" not in element:
        faults.append(f"{path}: {tag} without a description")
    for kid in element.get("/K", pikepdf.Array()):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            if kid.P.objgen != element.objgen:
                faults.append(f"{path}: a child does not know its parent")
            faults += _structure(kid, f"{path}{kid.S}")
    return faults
