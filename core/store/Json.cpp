// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tern::store {

namespace {

QString utf8(const std::string &text)
{
    return QString::fromStdString(text);
}

std::string compact(const QJsonDocument &document)
{
    return document.toJson(QJsonDocument::Compact).toStdString();
}

QJsonDocument parsed(const std::string &json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json));
}

} // namespace

std::string rolesToJson(const std::map<std::string, std::string> &roles)
{
    QJsonObject object;
    for (const auto &[role, name] : roles)
        object.insert(utf8(role), utf8(name));
    return compact(QJsonDocument(object));
}

std::map<std::string, std::string> rolesFromJson(const std::string &json)
{
    std::map<std::string, std::string> roles;
    const QJsonObject object = parsed(json).object();
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        roles.emplace(entry.key().toStdString(), entry.value().toString().toStdString());
    return roles;
}

std::string recipientsToJson(const std::vector<OutboxRecipient> &recipients)
{
    QJsonArray array;
    for (const OutboxRecipient &recipient : recipients) {
        array.append(QJsonObject{{QStringLiteral("address"), recipient.address},
                                 {QStringLiteral("done"), recipient.done},
                                 {QStringLiteral("refused"), recipient.refused},
                                 {QStringLiteral("reply"), recipient.reply}});
    }
    return compact(QJsonDocument(array));
}

std::vector<OutboxRecipient> recipientsFromJson(const std::string &json)
{
    std::vector<OutboxRecipient> recipients;
    const QJsonArray array = parsed(json).array();
    for (const QJsonValue &value : array) {
        const QJsonObject object = value.toObject();
        recipients.push_back({object.value(QStringLiteral("address")).toString(), object.value(QStringLiteral("done")).toBool(),
                              object.value(QStringLiteral("refused")).toBool(), object.value(QStringLiteral("reply")).toString()});
    }
    return recipients;
}

std::string draftBodyToJson(const DraftRecord &draft)
{
    QJsonArray references;
    for (const std::string &reference : draft.references)
        references.append(utf8(reference));
    QJsonArray attachments;
    for (const DraftRecord::Attachment &attachment : draft.attachments) {
        attachments.append(QJsonObject{{QStringLiteral("name"), attachment.name},
                                       {QStringLiteral("type"), utf8(attachment.type)},
                                       {QStringLiteral("path"), attachment.path},
                                       {QStringLiteral("size"), static_cast<qint64>(attachment.size)}});
    }
    return compact(QJsonDocument(QJsonObject{{QStringLiteral("identity"), static_cast<qint64>(draft.identity.value)},
                                             {QStringLiteral("from"), draft.from},
                                             {QStringLiteral("to"), draft.to},
                                             {QStringLiteral("cc"), draft.cc},
                                             {QStringLiteral("bcc"), draft.bcc},
                                             {QStringLiteral("subject"), draft.subject},
                                             {QStringLiteral("text"), draft.text},
                                             {QStringLiteral("inReplyTo"), utf8(draft.inReplyTo)},
                                             {QStringLiteral("references"), references},
                                             {QStringLiteral("forwarded"), utf8(draft.forwarded)},
                                             {QStringLiteral("reportDelivery"), draft.reportDelivery},
                                             {QStringLiteral("requireTls"), draft.requireTls},
                                             {QStringLiteral("attachments"), attachments}}));
}

void draftBodyFromJson(const std::string &json, DraftRecord &draft)
{
    const QJsonObject object = parsed(json).object();
    auto text = [&](const char *key) { return object.value(QLatin1String(key)).toString(); };
    draft.identity = IdentityId{object.value(QStringLiteral("identity")).toInteger()};
    draft.from = text("from");
    draft.to = text("to");
    draft.cc = text("cc");
    draft.bcc = text("bcc");
    draft.subject = text("subject");
    draft.text = text("text");
    draft.inReplyTo = text("inReplyTo").toStdString();
    draft.forwarded = text("forwarded").toStdString();
    draft.reportDelivery = object.value(QStringLiteral("reportDelivery")).toBool();
    draft.requireTls = object.value(QStringLiteral("requireTls")).toBool();
    draft.references.clear();
    const QJsonArray references = object.value(QStringLiteral("references")).toArray();
    for (const QJsonValue &reference : references)
        draft.references.push_back(reference.toString().toStdString());
    draft.attachments.clear();
    const QJsonArray attachments = object.value(QStringLiteral("attachments")).toArray();
    for (const QJsonValue &value : attachments) {
        const QJsonObject attachment = value.toObject();
        draft.attachments.push_back({attachment.value(QStringLiteral("name")).toString(),
                                     attachment.value(QStringLiteral("type")).toString().toStdString(),
                                     attachment.value(QStringLiteral("path")).toString(), attachment.value(QStringLiteral("size")).toInteger()});
    }
}

} // namespace tern::store
