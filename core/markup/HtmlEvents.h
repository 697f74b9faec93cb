// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string_view>

namespace tern::markup {

struct HtmlAttribute {
    std::string_view name;    ///< lower case
    std::string_view value;   ///< UTF-8, entities resolved
};

/// Hears what a lenient HTML parser finds.
class HtmlSink {
public:
    virtual ~HtmlSink() = default;
    virtual void start(std::string_view name, std::span<const HtmlAttribute> attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view utf8) = 0;
    /// The content of script and style.
    virtual void raw(std::string_view utf8) = 0;
};

/// Reads HTML as it is found in mail, piece by piece (libxml2's SAX parser: linear, no tree, no network). Elements come balanced.
/// Thread: any, one at a time.
class HtmlReader final {
public:
    /// \param sink  outlives this.
    explicit HtmlReader(HtmlSink &sink);
    ~HtmlReader();
    HtmlReader(const HtmlReader &) = delete;
    HtmlReader &operator=(const HtmlReader &) = delete;

    /// \param utf8  whole characters
    void feed(std::string_view utf8);
    /// All has been fed: what is open is closed.
    void finish();

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace tern::markup
