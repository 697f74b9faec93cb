// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tern::preview {

/// Gives up, for good, what drawing needs not: the network, other programs, writing, new rights; bounds memory, time and files.
/// After it this process can read what fonts need, compute, and write to its standard output. \return false if it could not be done: then nothing may be
/// parsed. Thread: the only one.
[[nodiscard]] bool enterSandbox();

} // namespace tern::preview
