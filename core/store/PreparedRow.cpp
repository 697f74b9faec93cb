// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/PreparedRow.h"

#include "core/store/Connection.h"
#include "core/store/ContentCodec.h"
#include "core/store/Hashes.h"
#include "core/store/MessageDetail.h"

#include <algorithm>

namespace tern::store {

namespace {

/// A Date header from before mail existed or from the future says nothing about when a message came.
constexpr UnixMillis kFirstSaneDate = 315'532'800'000; // 1980
constexpr UnixMillis kClockTolerance = 24LL * 3600 * 1000;
/// Of a References field the beginning and the end say where a message belongs. So few, as each may join two conversations: a message that names a
/// thousand others must not make one of them all. Which count doesn't depend on what is here, so that every order of arrival gives the same threads.
constexpr std::size_t kFirstReferences = 2;
constexpr std::size_t kLastReferences = 8;
constexpr std::size_t kMostInReplyTo = 2;
// A group of details ends with the first of the two; packed it is about a database page.
constexpr std::size_t kMostInGroup = 40;
constexpr std::size_t kGroupBytes = 20'000;

std::vector<std::int64_t> referenceHashes(const MessageHead &head, std::int64_t own)
{
    std::vector<std::int64_t> hashes;
    auto add = [&](const std::string &id) {
        if (id.empty())
            return;
        const std::int64_t hash = hashHeaderId(id);
        if (hash != own && std::find(hashes.begin(), hashes.end(), hash) == hashes.end())
            hashes.push_back(hash);
    };
    for (std::size_t place = 0; place < head.references.size(); ++place) {
        if (place < kFirstReferences || place + kLastReferences >= head.references.size())
            add(head.references[place]);
    }
    for (std::size_t place = 0; place < std::min(head.inReplyTo.size(), kMostInReplyTo); ++place)
        add(head.inReplyTo[place]);
    return hashes;
}

PreparedRow withoutDetail(const ListedRow &row, UnixMillis now)
{
    const MessageHead &head = row.head;
    PreparedRow prepared;
    prepared.uid = row.uid;
    prepared.flags = row.flags;
    if (!row.keywords.isEmpty())
        prepared.keywords = row.keywords.join(QLatin1Char(' ')).toStdString();
    if (!row.labels.isEmpty())
        prepared.labels = joinLabels(row.labels).toStdString();
    prepared.modSeq = row.modSeq;
    const bool sane = head.date >= kFirstSaneDate && head.date <= now + kClockTolerance;
    prepared.date = sane || row.internalDate <= 0 ? head.date : row.internalDate;
    prepared.size = head.size;
    prepared.hasAttachment = head.hasAttachment;
    prepared.messageId = head.messageIdHeader;
    prepared.fromName = head.fromName.toStdString();
    prepared.fromAddress = head.fromAddress.toStdString();
    prepared.to = head.to.toStdString();
    prepared.subject = head.subject.toStdString();
    if (!head.messageIdHeader.empty()) {
        prepared.headerHash = hashHeaderId(head.messageIdHeader);
        prepared.identity = messageIdentity(head.messageIdHeader, head.size, head.headerBlock);
    }
    prepared.references = referenceHashes(head, prepared.headerHash);
    prepared.fromKey = foldedKey(head.fromName.isEmpty() ? head.fromAddress : head.fromName).toStdString();
    prepared.subjectKey = subjectKey(head.subject).toStdString();
    prepared.recipients = (head.to + QLatin1Char(' ') + head.cc).toLower().toStdString();
    const std::string between = QString(kBetween).toStdString();
    prepared.indexSender = prepared.fromName + between + prepared.fromAddress;
    prepared.indexRecipients = prepared.to + between + head.cc.toStdString();
    prepared.indexAttachments = head.attachmentNames.join(kBetween).toStdString();
    prepared.objectId = head.objectId;
    prepared.threadObjectId = head.threadObjectId;
    return prepared;
}

} // namespace

void RowPreparer::add(const ListedRow &row, UnixMillis now)
{
    m_rows.push_back(withoutDetail(row, now));
    m_rows.back().detailPlace = static_cast<int>(m_rows.size() - 1 - m_packed);
    appendDetail(m_details, packDetail(row.head));
    if (m_rows.size() - m_packed >= kMostInGroup || m_details.size() >= kGroupBytes)
        pack();
}

void RowPreparer::pack()
{
    if (m_packed == m_rows.size())
        return;
    const QByteArrayView bytes(m_details.data(), static_cast<qsizetype>(m_details.size()));
    const auto group = std::make_shared<const PackedDetails>(PackedDetails{bytes.size(), packSegment(bytes, Pack::Fast)});
    for (; m_packed < m_rows.size(); ++m_packed)
        m_rows[m_packed].details = group;
    m_details.clear();
}

std::vector<PreparedRow> RowPreparer::take()
{
    pack();
    m_packed = 0;
    return std::exchange(m_rows, {});
}

PreparedRow prepareRow(const ListedRow &row, UnixMillis now)
{
    RowPreparer preparer;
    preparer.add(row, now);
    return std::move(preparer.take().front());
}

} // namespace tern::store
