// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/MessageDetail.h"

#include "core/store/ContentCodec.h"

#include <algorithm>
#include <cstring>

namespace tern::store {

namespace {

constexpr int kPlaceBits = 8;   // message.detail = group << kPlaceBits | place
/// Bytes of the header fields and of the structure that are kept; more is no mail but an attack.
constexpr std::size_t kLongestField = 1 << 20;

void put(std::string &to, std::string_view field)
{
    appendDetail(to, field.substr(0, kLongestField));
}

bool take(std::string_view &from, std::string_view &field)
{
    std::uint32_t size = 0;
    if (from.size() < sizeof size)
        return false;
    std::memcpy(&size, from.data(), sizeof size);
    from.remove_prefix(sizeof size);
    if (from.size() < size)
        return false;
    field = from.substr(0, size);
    from.remove_prefix(size);
    return true;
}

/// Message-IDs hold no white space: lists of them are stored with newlines between.
std::string joinIds(const std::vector<std::string> &ids)
{
    std::string text;
    for (const std::string &id : ids) {
        if (!text.empty())
            text += '\n';
        text += id;
    }
    return text;
}

std::vector<std::string> splitIds(std::string_view text)
{
    std::vector<std::string> ids;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        ids.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return ids;
}

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

void appendDetail(std::string &to, std::string_view detail)
{
    const auto size = static_cast<std::uint32_t>(detail.size());
    char length[sizeof size];
    std::memcpy(length, &size, sizeof size);
    to.append(length, sizeof size);
    to += detail;
}

std::string packDetail(const MessageHead &head)
{
    std::string detail;
    detail.reserve(static_cast<std::size_t>(head.headerBlock.size()) + head.bodyStructure.size() + 400);
    put(detail, joinIds(head.inReplyTo));
    put(detail, joinIds(head.references));
    put(detail, head.cc.toStdString());
    put(detail, head.replyTo.toStdString());
    put(detail, head.attachmentNames.join(QLatin1Char('\n')).toStdString());
    put(detail, {head.headerBlock.constData(), static_cast<std::size_t>(head.headerBlock.size())});
    put(detail, head.bodyStructure);
    return detail;
}

bool unpackDetail(std::string_view detail, MessageHead &head)
{
    std::string_view inReplyTo, references, cc, replyTo, names, block, structure;
    for (std::string_view *field : {&inReplyTo, &references, &cc, &replyTo, &names, &block, &structure}) {
        if (!take(detail, *field))
            return false;
    }
    head.inReplyTo = splitIds(inReplyTo);
    head.references = splitIds(references);
    head.cc = fromUtf8(cc);
    head.replyTo = fromUtf8(replyTo);
    head.attachmentNames = fromUtf8(names).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    head.headerBlock = QByteArray(block.data(), static_cast<qsizetype>(block.size()));
    head.bodyStructure = structure;
    return true;
}

void writeOwnDetail(Connection &connection, MessageId message, const MessageHead &head)
{
    Query(connection,
          "INSERT OR REPLACE INTO cache.message_detail(message, in_reply_to, refs, cc, reply_to, attachment_names, header_block, body_structure)"
          " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
          message, joinIds(head.inReplyTo), joinIds(head.references), head.cc, head.replyTo, head.attachmentNames.join(QLatin1Char('\n')), head.headerBlock,
          head.bodyStructure)
        .run();
}

std::int64_t DetailGroups::add(const PackedDetails &group, int place)
{
    // The same as just now, or one of the last few: rows come nearly in order.
    auto wanted = std::find_if(m_wanted.rbegin(), m_wanted.rend(), [&](const Wanted &one) { return one.group == &group; });
    if (wanted == m_wanted.rend()) {
        if (m_last < 0)
            m_last = m_connection.value("SELECT max(id) FROM cache.detail_group", 0);
        m_wanted.push_back({&group, ++m_last, 0});
        wanted = m_wanted.rbegin();
    }
    ++wanted->live;
    return (wanted->id << kPlaceBits) | place;
}

void DetailGroups::flush()
{
    for (const Wanted &wanted : m_wanted) {
        Query(m_connection, "INSERT INTO cache.detail_group(id, live) VALUES(?, ?)").runWith(wanted.id, wanted.live);
        Query(m_connection, "INSERT INTO cache.detail_data(id, raw_size, data) VALUES(?, ?, ?)").runWith(wanted.id, wanted.group->rawSize, wanted.group->data);
    }
    m_wanted.clear();
}

void DetailGroups::release(std::int64_t place)
{
    const std::int64_t group = place >> kPlaceBits;
    if (group == 0)
        return;
    Query(m_connection, "UPDATE cache.detail_group SET live = live - 1 WHERE id = ?", group).run();
    if (Query(m_connection, "DELETE FROM cache.detail_group WHERE id = ? AND live <= 0", group).run() > 0)
        Query(m_connection, "DELETE FROM cache.detail_data WHERE id = ?", group).run();
}

void DetailGroups::reload()
{
    m_last = -1;
    m_wanted.clear();
}

bool DetailReader::load(std::int64_t group)
{
    if (m_group == group)
        return true;
    m_group = 0;
    m_bytes.clear();
    Query query(m_connection, "SELECT data, raw_size FROM cache.detail_data WHERE id = ?", group);
    if (!query.step() || !unpackSegment(query.blob(0), query.int64(1), m_bytes))
        return false;
    m_group = group;
    return true;
}

bool DetailReader::read(MessageId message, std::int64_t place, MessageHead &head)
{
    // A row of its own counts more: it is older than groups, or was written when something had become known.
    Query own(m_connection,
              "SELECT in_reply_to, refs, cc, reply_to, attachment_names, header_block, body_structure FROM cache.message_detail WHERE message = ?", message);
    if (own.step()) {
        head.inReplyTo = splitIds(own.view(0));
        head.references = splitIds(own.view(1));
        head.cc = own.text(2);
        head.replyTo = own.text(3);
        head.attachmentNames = own.text(4).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        head.headerBlock = own.blob(5);
        head.bodyStructure = own.string(6);
        return true;
    }
    const std::int64_t group = place >> kPlaceBits;
    if (group == 0 || !load(group))
        return false;
    std::string_view rest(m_bytes.constData(), static_cast<std::size_t>(m_bytes.size()));
    std::string_view detail;
    for (std::int64_t at = place & ((1 << kPlaceBits) - 1); at >= 0; --at) {
        if (!take(rest, detail))
            return false;
    }
    return unpackDetail(detail, head);
}

} // namespace tern::store
