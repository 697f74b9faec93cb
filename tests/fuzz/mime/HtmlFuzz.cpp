// SPDX-License-Identifier: GPL-3.0-or-later
// HTML of any kind to text.
#include "core/mime/HtmlToText.h"
#include "tests/fuzz/Fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 20'000)
        return 0;
    const std::string_view bytes = tern::fuzz::bytesOf(data, size);
    const QString html = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(size));
    // A quote mark a line and level at most; text can't grow more than that.
    tern::fuzz::require(tern::mime::htmlToText(html).size() <= 100 * (html.size() + 10));
    return 0;
}
