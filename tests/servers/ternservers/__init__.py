# SPDX-License-Identifier: GPL-3.0-or-later
"""Real mail servers for the tests and the demo, started unpacked and stopped without trace."""
