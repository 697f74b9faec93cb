// SPDX-License-Identifier: GPL-3.0-or-later
// Modified UTF-7: what decodes has one form only, and every text comes back.
#include "core/net/imap/ListResponse.h"
#include "core/net/imap/MailboxName.h"
#include "tests/fuzz/Fuzz.h"

using namespace tern::imap;
using tern::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes = tern::fuzz::bytesOf(data, size);
    if (const auto name = decodeMailboxName(bytes))
        require(encodeMailboxName(*name) == bytes || decodeMailboxName(encodeMailboxName(*name)) == name);
    const QString shown = displayMailboxName(bytes);
    for (const QChar c : shown)
        require(bytes.find('&') != std::string_view::npos || c.category() != QChar::Other_Control);
    const QString text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    const std::string wire = encodeMailboxName(text);
    for (const char c : wire)
        require(c >= 0x20 && c <= 0x7E);
    require(decodeMailboxName(wire) == text);
    return 0;
}
