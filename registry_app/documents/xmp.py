"""The XMP packet of a PDF/A-1b file; it says the same as the document information dictionary (PDF/A-1, 6.7.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

_PACKET: Final = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
    "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
    "<dc:format>application/pdf</dc:format>"
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>'
    "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
    "<pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>{producer}</pdf:Producer>"
    "<xmp:CreatorTool>{creator}</xmp:CreatorTool>"
    "<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>"
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


@dataclass(frozen=True)
class DocumentInfo:
    """What the file says about itself. `moment` is when it was made, with its time zone; never read from a clock."""

    title: str
    language: str
    moment: datetime
    author: str
    subject: str = ""
    keywords: str = ""
    creator: str = "Recruitment Agency Register"
    producer: str = "Recruitment Agency Register"


def xmp_packet(info: DocumentInfo) -> bytes:
    """The packet in UTF-8."""
    texts = {
        name: escape(getattr(info, name))
        for name in ("title", "language", "author", "subject", "keywords", "creator", "producer")
    }
    return _PACKET.format(**texts, moment=info.moment.isoformat(timespec="seconds")).encode("utf-8")
