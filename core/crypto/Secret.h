// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tern::crypto {

/// A password, code or token. The bytes are wiped when it is destroyed, moved from or replaced; it can't be printed by accident.
/// Thread: one at a time; a value.
class Secret final {
public:
    Secret() = default;
    explicit Secret(std::string_view bytes);
    Secret(const Secret &other);
    Secret(Secret &&other) noexcept;
    Secret &operator=(const Secret &other);
    Secret &operator=(Secret &&other) noexcept;
    ~Secret();

    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    /// The secret itself. Valid until the next change of this object; never log it, never keep a copy.
    [[nodiscard]] std::string_view reveal() const { return m_bytes; }
    bool operator==(const Secret &other) const;

private:
    std::string m_bytes;
};

/// Overwrites the bytes of a string so that the compiler can't drop the writes, then empties it.
void wipe(std::string &bytes);

} // namespace tern::crypto
