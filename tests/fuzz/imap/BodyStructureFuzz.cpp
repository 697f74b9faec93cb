// SPDX-License-Identifier: GPL-3.0-or-later
// BODYSTRUCTURE: what a listing stores of it must say the same when it is read again.
#include "core/net/imap/BodyStructure.h"
#include "core/net/imap/FetchItems.h"
#include "core/net/imap/ImapCursor.h"
#include "tests/fuzz/Fuzz.h"

using namespace tern::imap;
using tern::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes = tern::fuzz::bytesOf(data, size);
    if (size > 20'000)
        return 0;
    ImapCursor cursor(bytes);
    BodySummary summary;
    if (!parseBodyStructure(cursor, summary))
        return 0;
    require(summary.parts.size() <= 1'000);
    require(!summary.firstText || *summary.firstText < summary.parts.size());
    for (const BodyPart &part : summary.parts)
        require(!part.section.empty() && part.section.find_first_not_of("0123456789.") == std::string::npos);
    const std::string stored = withoutLiterals(bytes.substr(0, size - cursor.rest().size()));
    require(stored.find('\n') == std::string::npos);
    const BodySummary again = summarizeBodyStructure(stored);
    require(stored.empty() || again.parts.size() == summary.parts.size());
    return 0;
}
