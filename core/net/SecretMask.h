// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tern {

/// Knows what a connection signs in with and takes it out of what the other side says: servers repeat a command that they don't understand.
/// Thread: the connection's.
class SecretMask final {
public:
    static constexpr std::string_view kShown = "[secret]";

    SecretMask() = default;
    ~SecretMask() { clear(); }
    SecretMask(const SecretMask &) = delete;
    SecretMask &operator=(const SecretMask &) = delete;

    /// Hides the secret as it is and in the forms that it is sent in: base64 of it alone, and of SASL PLAIN with this user.
    void hide(std::string_view user, std::string_view secret);
    /// Hides one more form: what a mechanism made of the secret. Nothing shorter than eight characters, and only between hide() and clear().
    void learn(std::string_view form);
    /// Wipes what it knows.
    void clear();
    /// Whether a secret is being hidden, if only one too short to be told from other words.
    [[nodiscard]] bool isActive() const { return m_active; }
    [[nodiscard]] bool isEmpty() const { return m_forms.empty(); }

    /// `text` without the secret: any piece of eight characters of it and more is replaced; a shorter secret where it is a word.
    [[nodiscard]] std::string applied(std::string_view text) const;

private:
    std::vector<std::string> m_forms;
    bool m_active = false;
};

} // namespace tern
