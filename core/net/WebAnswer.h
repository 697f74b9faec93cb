// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace tern {

/// Whether a mail server's first words are a web server's: a captive portal answers for every address until a person has passed its page.
[[nodiscard]] inline bool isWebAnswer(std::string_view firstWords)
{
    return firstWords.starts_with("HTTP/") || firstWords.starts_with("<!DOCTYPE") || firstWords.starts_with("<!doctype") || firstWords.starts_with("<html");
}

} // namespace tern
