"""What keeps student code in: the kernel's own protections, in levels.

Read `levels` first. Nothing here imports more of the kit than `limits` and `protocol`, and nothing
imports a library that student code uses: the zygote is confined before it loads one.
"""
