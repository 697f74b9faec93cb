// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tern::test {

/// How many times longer a test waits, and lets things take, in a build whose every access to memory is checked.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kSlower = 10;
#else
constexpr int kSlower = 1;
#endif

} // namespace tern::test
