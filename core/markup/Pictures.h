// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/markup/HtmlSanitizer.h"

#include <optional>
#include <unordered_map>

namespace tern::markup {

/// The addresses of pictures that a message names, and what is to be loaded instead. Thread: one at a time.
class Pictures final {
public:
    explicit Pictures(const HtmlRules &rules) : m_rules(rules) {}

    /// What to load for `url` as written; nullopt: nothing.
    /// \param isSeen  false for a place where nobody could see it
    [[nodiscard]] std::optional<std::string> instead(std::string_view url, bool isSeen = true);
    [[nodiscard]] std::vector<RemotePicture> take() { return std::move(m_remote); }

private:
    [[nodiscard]] std::optional<std::string> remote(std::string_view url, bool isSeen);

    const HtmlRules &m_rules;
    std::vector<RemotePicture> m_remote;
    std::unordered_map<std::string, std::size_t> m_places;
};

} // namespace tern::markup
