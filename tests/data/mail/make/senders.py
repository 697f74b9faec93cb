# SPDX-License-Identifier: GPL-3.0-or-later
"""Senders who want to be taken for others. `warnings` are what the reader says of them, by their names."""
def make():
    pass
