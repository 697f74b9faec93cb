// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/MailBuilding.h"

#include "core/mime/MessageBuilder.h"
#include "core/mime/ParsedMessage.h"
#include "core/outbox/MessageFile.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

namespace tern::engine {
namespace {

constexpr qint64 kMaxHeader = 8'000'000;

Error badField(const char *field, const QString &text = {})
{
    return makeError(ErrorKind::InvalidInput, "engine.send", text.isEmpty() ? std::string(field) : std::string(field) + ": " + text.toStdString());
}

Result<std::vector<mime::Address>> addressesOf(const char *field, const QString &typed)
{
    auto addresses = mime::parseAddressList(typed);
    for (const mime::Address &address : addresses) {
        if (!mime::isValidAddrSpec(address.address.toStdString()))
            return badField(field, mime::formatAddress(address));
    }
    return addresses;
}

void addRecipients(store::OutboxRecord &item, const std::vector<mime::Address> &addresses)
{
    for (const mime::Address &address : addresses) {
        const bool known = std::any_of(item.recipients.begin(), item.recipients.end(), [&](const store::OutboxRecipient &recipient) {
            return recipient.address.compare(address.address, Qt::CaseInsensitive) == 0;
        });
        if (!known)
            item.recipients.push_back({address.address});
    }
}

Result<store::IdentityRecord> identityOf(store::StoreReader &reader, AccountId account, IdentityId wanted)
{
    auto identities = reader.identities(account);
    if (!identities)
        return identities.error();
    for (const store::IdentityRecord &identity : *identities) {
        if (!wanted.isValid() || identity.id == wanted)
            return identity;
    }
    auto record = reader.account(account);
    if (!record)
        return record.error();
    if (wanted.isValid())
        return makeError(ErrorKind::NotFound, "engine.send", "identity");
    return store::IdentityRecord{{}, account, record->name, record->email, {}, {}, {}};
}

QString newFile(const std::filesystem::path &tmp, const char *kind)
{
    const std::string name = std::string(kind) + "-" + QUuid::createUuid().toString(QUuid::Id128).toStdString() + ".eml";
    return QFile::decodeName((tmp / name).c_str());
}

int offsetMinutes(UnixMillis at)
{
    return QDateTime::fromMSecsSinceEpoch(at).offsetFromUtc() / 60;
}

Result<Sender> senderOf(store::StoreReader &reader, const std::vector<mime::Address> &from)
{
    auto accounts = reader.accounts();
    if (!accounts)
        return accounts.error();
    for (const store::AccountRecord &account : *accounts) {
        auto identities = reader.identities(account.id);
        if (!identities)
            return identities.error();
        for (const mime::Address &address : from) {
            const auto isHers = [&](const QString &own) { return own.compare(address.address, Qt::CaseInsensitive) == 0; };
            const auto found = std::find_if(identities->begin(), identities->end(), [&](const auto &one) { return isHers(one.address); });
            if (found != identities->end())
                return Sender{account.id, found->id};
            if (isHers(account.email))
                return Sender{account.id, {}};
        }
    }
    if (accounts->size() == 1)
        return Sender{accounts->front().id, {}};
    return makeError(ErrorKind::InvalidInput, "engine.send", accounts->empty() ? "account" : "from: no account has this address");
}

/// Sender, recipients, date and Message-ID, for the message and for the ledger. \param mail  has to, cc and bcc.
template <typename Mail>
Result<void> address(const Mail &mail, const store::IdentityRecord &identity, UnixMillis now, mime::BuildMessage &message, store::OutboxRecord &item)
{
    message.from = {identity.name, identity.address};
    for (const auto &[field, typed, into] : {std::tuple{"to", &mail.to, &message.to}, std::tuple{"cc", &mail.cc, &message.cc},
                                             std::tuple{"bcc", &mail.bcc, &message.bcc}}) {
        auto addresses = addressesOf(field, *typed);
        if (!addresses)
            return addresses.error();
        *into = std::move(*addresses);
        addRecipients(item, *into);
    }
    if (item.recipients.empty())
        return badField("to");
    message.includeBcc = true;      // for Sent; it is left out on the wire
    message.date = now;
    message.dateOffsetMinutes = offsetMinutes(now);
    message.messageId = mime::makeMessageId(identity.address);
    item.account = identity.account;
    item.identity = identity.id;
    item.messageIdHeader = message.messageId;
    item.from = identity.address;
    item.created = now;
    return {};
}

/// What a mail has beside its text, and what is remembered with it.
void addForPrograms(const OutgoingMail &mail, mime::BuildMessage &message, PreparedMail &prepared)
{
    if (!mail.calendar.text.isEmpty()) {
        message.calendar = mail.calendar.text.toStdString();
        message.calendarMethod = "REPLY";
        prepared.answers = mail.calendar.event;
        prepared.answers->answered = prepared.item.created;
    }
    if (!mail.report.fields.empty()) {
        message.dispositionNotification = mail.report.fields;
        // RFC 8098 §3: whoever can't be told must not tell us so.
        prepared.item.from.clear();
        prepared.setting = receiptKey(mail.report.messageId);
        prepared.value = QStringLiteral("sent");
    }
}

} // namespace

Result<PreparedMail> prepareRedirect(store::StoreReader &reader, const OutgoingRedirect &mail, const OpenedMessage &message, const std::filesystem::path &tmp,
                                     UnixMillis now)
{
    AccountId account = mail.sender.account;
    if (!account.isValid()) {
        auto row = reader.row(mail.message);
        if (!row)
            return row.error();
        if (!*row)
            return makeError(ErrorKind::MessageMissing, "engine.redirect");
        account = (*row)->account;
    }
    auto identity = identityOf(reader, account, mail.sender.identity);
    if (!identity)
        return identity.error();
    mime::BuildMessage resent;
    PreparedMail prepared;
    if (auto addressed = address(mail, *identity, now, resent, prepared.item); !addressed)
        return addressed.error();
    prepared.file = newFile(tmp, "outgoing");
    auto size = mime::buildRedirect(resent, {message.raw.constData(), static_cast<std::size_t>(message.raw.size())}, prepared.file);
    if (!size)
        return size.error();
    prepared.item.redirected = true;
    applyOptions(prepared.item, mail.options);
    prepared.item.subject = message.parsed.subject;
    prepared.item.size = *size;
    return prepared;
}

Result<PreparedMail> prepareMail(store::StoreReader &reader, const OutgoingMail &mail, const std::filesystem::path &tmp, UnixMillis now)
{
    auto identity = identityOf(reader, mail.account, mail.identity);
    if (!identity)
        return identity.error();
    mime::BuildMessage message;
    PreparedMail prepared;
    if (auto addressed = address(mail, *identity, now, message, prepared.item); !addressed)
        return addressed.error();
    message.subject = mail.subject;
    message.text = mail.text;
    message.html = mail.html;
    message.inReplyTo = mail.inReplyTo;
    message.references = mail.references;
    addForPrograms(mail, message, prepared);
    for (const OutgoingAttachment &attachment : mail.attachments) {
        const QString name = attachment.name.isEmpty() ? QFileInfo(attachment.file).fileName() : attachment.name;
        message.attachments.push_back({name, attachment.type.empty() ? mime::mediaTypeForName(name) : attachment.type, attachment.file});
    }
    prepared.file = newFile(tmp, "outgoing");
    auto size = mime::buildMessage(message, prepared.file);
    if (!size) {
        QFile::remove(prepared.file);
        return size.error();
    }
    prepared.item.subject = mail.subject;
    prepared.item.size = *size;
    prepared.item.repliedTo = mail.repliedTo;
    prepared.item.forwarded = mail.forwarded;
    prepared.item.draft = mail.draft;
    applyOptions(prepared.item, mail.options);
    // A letter of ours bears the time at which it goes.
    prepared.item.dated = prepared.item.sendAt;
    return prepared;
}

Result<PreparedMail> prepareFile(store::StoreReader &reader, const QString &file, Sender sender, const QStringList &recipients,
                                 const std::filesystem::path &tmp, UnixMillis now)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return makeError(QFile::exists(file) ? ErrorKind::ReadOnly : ErrorKind::NotFound, "engine.send", file.toStdString());
    QByteArray header;
    while (header.size() < kMaxHeader) {
        const QByteArray line = source.readLine();
        if (line.isEmpty() || line == "\n" || line == "\r\n")
            break;
        header += line;
    }
    auto parsed = mime::parseMessage(header + "\r\n", {"GB18030", false});
    if (!parsed)
        return parsed.error();
    PreparedMail prepared;
    if (!sender.account.isValid()) {
        auto found = senderOf(reader, parsed->from);
        if (!found)
            return found.error();
        sender = *found;
    }
    auto identity = identityOf(reader, sender.account, sender.identity);
    if (!identity)
        return identity.error();
    std::vector<mime::Address> to;
    for (const QString &recipient : recipients) {
        auto given = addressesOf("to", recipient);
        if (!given)
            return given.error();
        to.insert(to.end(), given->begin(), given->end());
    }
    if (recipients.isEmpty()) {
        for (const auto *addresses : {&parsed->to, &parsed->cc, &parsed->bcc})
            to.insert(to.end(), addresses->begin(), addresses->end());
    }
    for (const mime::Address &address : to) {
        if (!mime::isValidAddrSpec(address.address.toStdString()))
            return badField("to", mime::formatAddress(address));
    }
    addRecipients(prepared.item, to);
    if (prepared.item.recipients.empty())
        return badField("to");

    // The ledger knows a message by its Message-ID: one without gets one.
    prepared.file = newFile(tmp, "outgoing");
    prepared.item.messageIdHeader = parsed->messageId;
    QString complete = file;
    if (parsed->messageId.empty()) {
        prepared.item.messageIdHeader = mime::makeMessageId(identity->address);
        complete = newFile(tmp, "completed");
        QFile with(complete);
        source.seek(0);
        bool written = with.open(QIODevice::WriteOnly | QIODevice::NewOnly) &&
                       with.write(QByteArray("Message-ID: <") + QByteArray::fromStdString(prepared.item.messageIdHeader) + ">\r\n") > 0;
        while (written && !source.atEnd())
            written = with.write(source.read(1 << 20)) >= 0;
        if (!written || !with.flush())
            return makeError(ErrorKind::Io, "engine.send", with.errorString().toStdString());
    }
    auto size = outbox::copyWithCrlf(QFile::encodeName(complete).toStdString(), QFile::encodeName(prepared.file).toStdString());
    if (complete != file)
        QFile::remove(complete);
    if (!size)
        return size.error();
    prepared.item.account = sender.account;
    prepared.item.identity = identity->id;
    prepared.item.from = identity->address;
    prepared.item.subject = parsed->subject;
    prepared.item.created = now;
    prepared.item.size = *size;
    return prepared;
}

void applyOptions(store::OutboxRecord &item, const SendOptions &options)
{
    item.reportDelivery = options.reportDelivery;
    item.requireTls = options.requireTls;
    item.sendAt = options.at > item.created ? options.at : 0;
    item.notBefore = item.sendAt > 0 ? item.sendAt : options.undo.count() > 0 ? item.created + options.undo.count() : 0;
}

} // namespace tern::engine
