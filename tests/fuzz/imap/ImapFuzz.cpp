// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that reads a server's bytes: the reader, each response parser, mailbox names. Seeds: tests/data/imap.
#include "core/net/LineSocket.h"
#include "core/net/imap/BodyStructure.h"
#include "core/net/imap/ImapDialogue.h"
#include "core/net/imap/ListResponse.h"
#include "core/net/imap/MailboxName.h"

#include <cstdlib>
#include <sys/socket.h>
#include <unistd.h>

using namespace tern;
using namespace tern::imap;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// Streams every second big literal, so that each way through the reader is taken.
struct Literals final : BigLiteralHandler {
    int count = 0;
    Fate announce(std::string_view, std::uint64_t) override { return static_cast<Fate>(count++ % 3); }
    Result<void> data(std::string_view) override { return {}; }
    Result<void> end() override { return {}; }
};

void throughTheDialogue(std::string_view bytes)
{
    int fds[2];
    require(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds) == 0);
    UniqueFd ours(fds[0]);
    {
        const UniqueFd theirs(fds[1]);
        static_cast<void>(::send(theirs.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL));
    }
    NetContext context;
    TraceRing ring(100, 100'000);
    context.trace = &ring;
    ImapDialogue dialogue(LineSocket::adopt(std::move(ours), WireProtocol::Imap, context));
    dialogue.selected.exists = 1000;
    Literals literals;
    while (dialogue.readOne({}, &literals)) {
    }
    static_cast<void>(dialogue.takeEvents());
}

/// The reader itself, with limits so small that every one of them is met.
void throughASmallReader(std::string_view bytes)
{
    int fds[2];
    require(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds) == 0);
    UniqueFd ours(fds[0]);
    {
        const UniqueFd theirs(fds[1]);
        static_cast<void>(::send(theirs.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL));
    }
    const auto socket = LineSocket::adopt(std::move(ours), WireProtocol::Imap, {});
    ImapResponseReader reader(*socket, {200, 300, 8, 100});
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
    if (items.hasStructure)
        static_cast<void>(withoutLiterals(items.structure));
    static_cast<void>(parseListEntry(bytes));
    static_cast<void>(parseStatus(bytes));
    static_cast<void>(parseNamespaces(bytes));
    static_cast<void>(parseInternalDate(bytes));
    if (const auto set = UidSet::parse(bytes, 1000))
        require(UidSet::parse(set->toString()) == set);
    static_cast<void>(expandInOrder(bytes, 1000));
    if (const auto name = decodeMailboxName(bytes))
        require(decodeMailboxName(encodeMailboxName(*name)) == name);
    static_cast<void>(displayMailboxName(bytes));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 60'000)
        return 0;
    const std::string_view bytes(static_cast<const char *>(static_cast<const void *>(data)), size);
    throughTheParsers(bytes);
    throughASmallReader(bytes);
    throughTheDialogue(bytes);
    return 0;
}
