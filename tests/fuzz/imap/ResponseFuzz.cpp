// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that reads a server's bytes: the reader and each response parser.
#include "core/net/LineSocket.h"
#include "core/net/imap/ImapDialogue.h"
#include "core/net/imap/ListResponse.h"

#include "tests/fuzz/Fuzz.h"

using namespace tern;
using namespace tern::imap;
using fuzz::require;

namespace {

/// Streams every second big literal, so that each way through the reader is taken.
struct Literals final : BigLiteralHandler {
    int count = 0;
    Fate announce(std::string_view, std::uint64_t) override { return static_cast<Fate>(count++ % 3); }
    Result<void> data(std::string_view) override { return {}; }
    Result<void> end() override { return {}; }
};

void throughTheDialogue(std::string_view bytes)
{
    fuzz::Connected connected(bytes);
    NetContext context;
    TraceRing ring(100, 100'000);
    context.trace = &ring;
    ImapDialogue dialogue(LineSocket::adopt(std::move(connected.ours), WireProtocol::Imap, context));
    dialogue.selected.exists = 1000;
    Literals literals;
    while (dialogue.readOne({}, &literals)) {
    }
    static_cast<void>(dialogue.takeEvents());
}

/// The reader itself, with limits so small that every one of them is met.
void throughASmallReader(std::string_view bytes)
{
    fuzz::Connected connected(bytes);
    const auto socket = LineSocket::adopt(std::move(connected.ours), WireProtocol::Imap, {});
    ImapResponseReader reader(*socket, {200, 300, 220, 150, 8, 100});
    Literals literals;
    for (auto response = reader.next(&literals); response; response = reader.next(&literals))
        require(response->rest.size() <= 1000);
}

void throughTheParsers(std::string_view bytes)
{
    const ImapResponse response = parseResponse(bytes);
    static_cast<void>(parseStatusText(response.rest));
    static_cast<void>(literalAtEnd(bytes));
    FetchItems items;
    parseFetch(bytes, items);
    static_cast<void>(parseListEntry(bytes));
    static_cast<void>(parseStatus(bytes));
    static_cast<void>(parseNamespaces(bytes));
    static_cast<void>(parseInternalDate(bytes));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 60'000)
        return 0;
    const std::string_view bytes = fuzz::bytesOf(data, size);
    throughTheParsers(bytes);
    throughASmallReader(bytes);
    throughTheDialogue(bytes);
    return 0;
}
