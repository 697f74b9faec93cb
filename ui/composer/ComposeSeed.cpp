// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/ComposeSeed.h"

#include "core/mime/ReplyBuilder.h"

#include <QCoreApplication>
#include <QLocale>
#include <QUrl>

namespace tern::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ComposeSeed)
};

/// The identity that a message was meant for, else the account's first, else any.
const store::IdentityRecord *identityFor(const mime::ParsedMessage &message, AccountId account, const std::vector<store::IdentityRecord> &identities)
{
    for (const auto *field : {&message.to, &message.cc}) {
        for (const mime::Address &address : *field) {
            for (const store::IdentityRecord &identity : identities) {
                if (identity.account == account && identity.address.compare(address.address, Qt::CaseInsensitive) == 0)
                    return &identity;
            }
        }
    }
    for (const store::IdentityRecord &identity : identities) {
        if (identity.account == account)
            return &identity;
    }
    return identities.empty() ? nullptr : &identities.front();
}

std::vector<QString> addressesOf(AccountId account, const std::vector<store::IdentityRecord> &identities)
{
    std::vector<QString> own;
    for (const store::IdentityRecord &identity : identities) {
        if (identity.account == account)
            own.push_back(identity.address);
    }
    return own;
}

QString sentBy(const mime::ParsedMessage &message)
{
    if (message.from.empty())
        return Words::tr("Somebody");
    const mime::Address &from = message.from.front();
    return from.name.isEmpty() ? from.address : from.name;
}

QString attribution(const mime::ParsedMessage &message)
{
    if (!message.date)
        return Words::tr("%1 wrote:").arg(sentBy(message));
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(*message.date);
    return Words::tr("On %1 at %2, %3 wrote:")
        .arg(QLocale().toString(at.date(), Words::tr("ddd, d MMM yyyy")), at.time().toString(QStringLiteral("HH:mm")), sentBy(message));
}

ComposeSeed seedFrom(const engine::OpenedMessagePtr &message, mime::ReplyKind kind, AccountId account,
                     const std::vector<store::IdentityRecord> &identities, const QString &heading)
{
    ComposeSeed seed;
    const store::IdentityRecord *identity = identityFor(message->parsed, account, identities);
    seed.account = account.isValid() || !identity ? account : identity->account;
    if (identity)
        seed.identity = identity->id;
    const mime::ReplyDraft draft = mime::makeReply(message->parsed, kind, addressesOf(seed.account, identities), heading);
    seed.to = mime::formatAddressList(draft.to);
    seed.cc = mime::formatAddressList(draft.cc);
    seed.subject = draft.subject;
    seed.text = draft.quotedText;
    seed.inReplyTo = draft.inReplyTo;
    seed.references = draft.references;
    return seed;
}

} // namespace

ComposeSeed blankSeed(AccountId account)
{
    ComposeSeed seed;
    seed.account = account;
    return seed;
}

ComposeSeed seedFromDraft(const store::DraftRecord &draft)
{
    ComposeSeed seed;
    seed.account = draft.account;
    seed.identity = draft.identity;
    seed.to = draft.to;
    seed.cc = draft.cc;
    seed.bcc = draft.bcc;
    seed.subject = draft.subject;
    seed.text = draft.text;
    seed.textIsComplete = true;
    seed.inReplyTo = draft.inReplyTo;
    seed.references = draft.references;
    seed.repliedTo = draft.inReplyTo;
    seed.forwarded = draft.forwarded;
    seed.reportDelivery = draft.reportDelivery;
    seed.requireTls = draft.requireTls;
    seed.draft = draft.id;
    seed.attachments = draft.attachments;
    return seed;
}

ComposeSeed replySeed(const engine::OpenedMessagePtr &message, ReplyKind kind, AccountId account,
                      const std::vector<store::IdentityRecord> &identities)
{
    const mime::ReplyKind to = kind == ReplyKind::All ? mime::ReplyKind::ReplyAll : kind == ReplyKind::List ? mime::ReplyKind::ReplyList : mime::ReplyKind::Reply;
    ComposeSeed seed = seedFrom(message, to, account, identities, attribution(message->parsed));
    seed.repliedTo = message->parsed.messageId;
    return seed;
}

ComposeSeed forwardSeed(const engine::OpenedMessagePtr &message, AccountId account, const std::vector<store::IdentityRecord> &identities)
{
    ComposeSeed seed = seedFrom(message, mime::ReplyKind::Forward, account, identities,
                                QLatin1String("---------- ") + Words::tr("Forwarded message") + QLatin1String(" ----------"));
    seed.forwarded = message->parsed.messageId;
    seed.carriedFrom = message;
    for (const mime::Attachment &attachment : message->parsed.attachments) {
        if (!attachment.isInline)
            seed.carriedParts.push_back(attachment.part);
    }
    return seed;
}

ComposeSeed mailtoSeed(const QString &url)
{
    ComposeSeed seed;
    constexpr QLatin1String kScheme("mailto:");
    if (!url.startsWith(kScheme, Qt::CaseInsensitive))
        return seed;
    const QString rest = url.mid(kScheme.size());
    const qsizetype question = rest.indexOf(QLatin1Char('?'));
    // RFC 6068 §5: percent-encoding alone; "+" stays a plus.
    const auto decoded = [](QStringView part) { return QUrl::fromPercentEncoding(part.toUtf8()); };
    const auto oneLine = [](QString text) {
        text.remove(QLatin1Char('\r'));
        return text.replace(QLatin1Char('\n'), QLatin1Char(' ')).trimmed();
    };
    const auto append = [](QString &list, const QString &more) {
        if (!more.isEmpty())
            list += (list.isEmpty() ? QString() : QStringLiteral(", ")) + more;
    };
    append(seed.to, oneLine(decoded(question < 0 ? rest : rest.left(question))));
    if (question < 0)
        return seed;
    for (const QStringView field : QStringView(rest).mid(question + 1).split(QLatin1Char('&'), Qt::SkipEmptyParts)) {
        const qsizetype equals = field.indexOf(QLatin1Char('='));
        if (equals < 0)
            continue;
        const QString name = decoded(field.left(equals)).toLower();
        const QString value = decoded(field.mid(equals + 1));
        if (name == QLatin1String("to"))
            append(seed.to, oneLine(value));
        else if (name == QLatin1String("cc"))
            append(seed.cc, oneLine(value));
        else if (name == QLatin1String("bcc"))
            append(seed.bcc, oneLine(value));
        else if (name == QLatin1String("subject"))
            seed.subject = oneLine(value);
        else if (name == QLatin1String("body"))
            seed.text = QString(value).replace(QLatin1String("\r\n"), QLatin1String("\n"));
    }
    return seed;
}

} // namespace tern::ui
