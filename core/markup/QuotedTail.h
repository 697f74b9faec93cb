// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/markup/HtmlEvents.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace tern::markup {

/// Finds the message that is quoted at a message's end, as mail programs mark it, to fold it. What is answered line by line stays open.
/// Offsets are into what is being written. Thread: one at a time.
class QuotedTail final {
public:
    /// \param depth    elements open before this one
    /// \param parent   a number of the innermost of them, never used twice
    /// \param written  offset before its tag
    void start(std::string_view name, std::span<const HtmlAttribute> attributes, std::size_t depth, std::size_t parent, std::size_t written);
    /// \param depth    elements open after this one is closed
    /// \param before   offset before its closing tag
    /// \param after    offset behind its closing tag
    void end(std::size_t depth, std::size_t before, std::size_t after);
    /// \param letters  that are no white space
    void text(std::size_t letters);
    /// All elements are closed.
    void finish(std::size_t written);
    /// Puts the fold into `html`, if there is one.
    void fold(std::string &html, const std::string &show) const;

private:
    enum class Extent { Element, RestOfParent };

    bool m_open = false;
    Extent m_extent = Extent::Element;
    std::size_t m_depth = 0;
    std::size_t m_parent = 0;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;       // 0: none found
    std::size_t m_before = 0;    // letters before the fold
    std::size_t m_after = 0;     // and behind it
};

} // namespace tern::markup
