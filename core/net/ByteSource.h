// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <span>
#include <string_view>

namespace tern {

/// Bytes read once, from front to back.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Fills up to `into.size()` bytes; 0 is the end.
    [[nodiscard]] virtual Result<std::size_t> read(std::span<char> into) = 0;
};

/// A ByteSource over bytes that someone else keeps.
class MemorySource final : public ByteSource {
public:
    explicit MemorySource(std::string_view bytes) : m_rest(bytes) {}
    [[nodiscard]] Result<std::size_t> read(std::span<char> into) override
    {
        const std::size_t count = std::min(into.size(), m_rest.size());
        std::memcpy(into.data(), m_rest.data(), count);
        m_rest.remove_prefix(count);
        return count;
    }

private:
    std::string_view m_rest;
};

/// Told how far a transfer is, in bytes; called at most a few times per second. Thread: the transfer's.
using TransferProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

} // namespace tern
