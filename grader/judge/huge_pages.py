"""Huge pages for the processes that are forked for every submission.

A fork copies its parent's page tables, and its end clears them: with libraries loaded that costs
more than confining a worker does. In huge pages the same memory has far fewer entries.
"""

HUGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""The environment in which glibc asks for them; other C libraries, and kernels without, take no
notice."""
