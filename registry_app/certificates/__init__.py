"""Certificates: what they say (facts), how they look (layouts), their issue and their verification."""
