// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tern::test {

/// What the client has allocated, apart from the model server in the same process: resident memory also holds what the server takes to tell a lie of ten
/// megabytes, and what the allocator keeps of what was freed.
/// Thread: any. Under a sanitizer, which has an allocator of its own, everything is 0.
struct ClientMemory {
    [[nodiscard]] static std::int64_t now();
    /// The most there was since forgetPeak().
    [[nodiscard]] static std::int64_t peak();
    static void forgetPeak();
};

} // namespace tern::test
