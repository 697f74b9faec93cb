// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/SectionStream.h"

#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/ImapDialogue.h"

#include <algorithm>
#include <deque>

namespace tern::imap {
namespace {

constexpr std::uint64_t kMostHeld = 8'000'000;   // bytes of a section whose message isn't known yet

/// Passes a section on to a sink: small ones out of the finished response, big ones while they arrive.
class SectionStream final : public BigLiteralHandler {
public:
    SectionStream(ImapDialogue &dialogue, const UidSet &uids, std::string section, BodySink &sink)
        : m_dialogue(dialogue), m_uids(uids), m_section(std::move(section)), m_sink(sink)
    {
    }

    Fate announce(std::string_view before, std::uint64_t size) override
    {
        // "* 12 FETCH (UID 5 BODY[1]<0> ": the section that was asked for, and the UID told before it.
        const ImapResponse response = parseResponse(before);
        const auto open = before.rfind('[');
        const auto close = before.find(']', open == std::string_view::npos ? 0 : open);
        if (!response.is("FETCH") || open == std::string_view::npos || close == std::string_view::npos
            || !equalsNoCase(before.substr(open + 1, close - open - 1), m_section))
            return Fate::Skip;
        parseFetch(response.rest, m_items);
        const Uid uid = m_items.uid;
        if (uid.value == 0) {
            // Its UID comes behind it, and what can't be kept until then is nobody's.
            m_lost = size > kMostHeld;
            return m_lost ? Fate::Skip : Fate::Keep;
        }
        if (!m_uids.contains(uid))
            return Fate::Skip;  // nobody asked for it
        m_streamed = uid;
        m_sink.begin(uid, size);
        return Fate::Stream;
    }

    Result<void> data(std::string_view bytes) override { return m_sink.data(bytes); }

    Result<void> end() override
    {
        m_sink.end();
        return {};
    }

    bool take(const ImapResponse &response)
    {
        if (!response.is("FETCH"))
            return false;
        parseFetch(response.rest, m_items);
        const Uid streamed = std::exchange(m_streamed, Uid{});
        const bool lost = std::exchange(m_lost, false);
        if (m_items.uid.value != 0)
            m_dialogue.noteUid(response.number, m_items.uid);
        if (streamed.value != 0 || lost)
            return true;
        // By a sequence number alone a body could come to another message.
        const Uid uid = m_items.uid;
        for (const FetchedSection &section : m_items.sections) {
            if (section.isNil || !m_uids.contains(uid) || !equalsNoCase(section.section, m_section))
                continue;
            m_sink.begin(uid, section.data.size());
            if (auto taken = m_sink.data(section.data); !taken)
                m_error = taken.error();
            m_sink.end();
            return true;
        }
        return false;
    }

    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

private:
    ImapDialogue &m_dialogue;
    const UidSet &m_uids;
    const std::string m_section;
    BodySink &m_sink;
    FetchItems m_items;
    Uid m_streamed;
    bool m_lost = false;
    std::optional<Error> m_error;
};

bool isSection(std::string_view section)
{
    return section.size() <= 200 && std::all_of(section.begin(), section.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '.';
    });
}

} // namespace

Result<void> fetchSectionsInto(ImapDialogue &dialogue, const UidSet &uids, const std::string &section, const std::optional<PartialRange> &range,
                               BodySink &sink)
{
    if (!isSection(section))
        return makeError(ErrorKind::InvalidInput, "UID FETCH", "not a section: " + section);
    std::string item = "(UID BODY.PEEK[" + section + "]";
    if (range)
        item += "<" + std::to_string(range->offset) + "." + std::to_string(range->length) + ">";
    SectionStream stream(dialogue, uids, section, sink);
    auto answer = dialogue.run(ImapCommand("UID FETCH").uids(uids).text(item + ")"),
                               [&stream](const ImapResponse &response) { return stream.take(response); }, &stream);
    if (stream.error()) {
        dialogue.socket().close();
        return *stream.error();
    }
    if (!answer)
        return answer.error();
    return {};
}

Result<void> fetchBodiesAhead(ImapDialogue &dialogue, const std::function<UidSet()> &next, std::size_t mostAhead, BodySink &sink)
{
    UidSet asked;
    SectionStream stream(dialogue, asked, {}, sink);
    const auto handler = [&stream](const ImapResponse &response) { return stream.take(response); };
    std::deque<std::string> tags;
    std::optional<Error> refused;
    for (bool hasMore = true;;) {
        while (hasMore && tags.size() < mostAhead) {
            const UidSet uids = next();
            hasMore = !uids.isEmpty();
            if (!hasMore)
                break;
            asked.add(uids);
            for (const UidSet &piece : uids.split()) {
                auto tag = dialogue.send(ImapCommand("UID FETCH").uids(piece).text("(UID BODY.PEEK[])"), handler);
                if (!tag)
                    return tag.error();
                tags.push_back(*std::move(tag));
            }
        }
        if (tags.empty())
            break;
        auto answer = dialogue.await(tags.front(), "UID FETCH", handler, &stream);
        tags.pop_front();
        if (stream.error()) {
            dialogue.socket().close();
            return *stream.error();
        }
        if (answer)
            continue;
        if (!dialogue.isUsable())
            return answer.error();
        if (!refused)
            refused = answer.error();
        hasMore = false;
    }
    return refused ? Result<void>(*refused) : Result<void>();
}

void MemorySectionSink::begin(Uid uid, std::uint64_t size)
{
    m_bodies.emplace_back(uid, QByteArray());
    if (m_total + size <= m_cap)
        m_bodies.back().second.reserve(static_cast<qsizetype>(std::min<std::uint64_t>(size, 16'000'000)));
}

Result<void> MemorySectionSink::data(std::string_view bytes)
{
    // What is over the cap is read and dropped, so that the connection stays usable.
    m_total += bytes.size();
    if (m_total > m_cap) {
        m_tooLarge = true;
        m_bodies.back().second.clear();
        return {};
    }
    m_bodies.back().second.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return {};
}

} // namespace tern::imap
