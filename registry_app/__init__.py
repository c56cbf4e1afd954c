"""The Recruitment Agency Register: licences, guarantees, complaints and certificates, offline."""

__version__ = "0.1.0"
