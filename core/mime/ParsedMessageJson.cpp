// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ParsedMessageJson.h"

#include "core/mime/Charset.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTimeZone>

namespace tern::mime {
namespace {

QJsonArray ids(const std::vector<std::string> &values)
{
    QJsonArray array;
    for (const std::string &value : values)
        array.append(QString::fromStdString(value));
    return array;
}

QJsonArray addresses(const std::vector<Address> &values)
{
    QJsonArray array;
    for (const Address &value : values)
        array.append(QJsonObject{{QStringLiteral("name"), value.name}, {QStringLiteral("address"), value.address}});
    return array;
}

QJsonValue dateOf(const ParsedMessage &message)
{
    if (!message.date)
        return QJsonValue::Null;
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(*message.date, QTimeZone(message.dateOffsetMinutes * 60));
    return at.toString(Qt::ISODate);
}

} // namespace

QJsonObject toJson(const ParsedMessage &message)
{
    QJsonArray attachments;
    for (const Attachment &attachment : message.attachments) {
        QJsonObject object{
            {QStringLiteral("name"), attachment.name},
            {QStringLiteral("type"), attachment.type},
            {QStringLiteral("size"), static_cast<qint64>(attachment.size)},
            {QStringLiteral("sha256"), attachment.sha256},
            {QStringLiteral("inline"), attachment.isInline},
            {QStringLiteral("content_id"), attachment.contentId.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(attachment.contentId)},
            {QStringLiteral("part"), QString::fromStdString(attachment.part)},
        };
        if (!attachment.external.isEmpty())
            object.insert(QStringLiteral("external"), attachment.external);
        attachments.append(object);
    }
    QJsonArray headers;
    for (const HeaderField &field : message.headers) {
        headers.append(QJsonObject{{QStringLiteral("name"), field.name},
                                   {QStringLiteral("value"), field.value},
                                   {QStringLiteral("raw"), decodeText({field.raw.constData(), static_cast<std::size_t>(field.raw.size())}, "utf-8")}});
    }
    return QJsonObject{
        {QStringLiteral("message_id"), QString::fromStdString(message.messageId)},
        {QStringLiteral("in_reply_to"), ids(message.inReplyTo)},
        {QStringLiteral("references"), ids(message.references)},
        {QStringLiteral("date"), dateOf(message)},
        {QStringLiteral("subject"), message.subject},
        {QStringLiteral("from"), addresses(message.from)},
        {QStringLiteral("sender"), addresses(message.sender)},
        {QStringLiteral("reply_to"), addresses(message.replyTo)},
        {QStringLiteral("to"), addresses(message.to)},
        {QStringLiteral("cc"), addresses(message.cc)},
        {QStringLiteral("bcc"), addresses(message.bcc)},
        {QStringLiteral("text"), message.text},
        {QStringLiteral("html"), message.html.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(message.html)},
        {QStringLiteral("attachments"), attachments},
        {QStringLiteral("headers"), headers},
        {QStringLiteral("defects"), QJsonArray::fromStringList(message.defects)},
    };
}

} // namespace tern::mime
