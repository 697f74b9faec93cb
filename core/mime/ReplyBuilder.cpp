// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ReplyBuilder.h"

#include "core/mime/ListFields.h"

#include <QRegularExpression>

namespace tern::mime {
namespace {

constexpr std::size_t kMostReferences = 100;

/// The prefixes that mail programs of the world put before an answered or forwarded subject.
const QRegularExpression &replyPrefix()
{
    static const QRegularExpression pattern(
        QStringLiteral("^\\s*(re|aw|sv|antw|vs|odp|回复|回覆|答复|答覆)\\s*(\\[\\d+\\])?\\s*[:：]\\s*"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

const QRegularExpression &forwardPrefix()
{
    static const QRegularExpression pattern(QStringLiteral("^\\s*(fwd?|wg|tr|vb|转发|轉寄|转寄)\\s*[:：]\\s*"),
                                            QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

QString withoutPrefix(QString subject, const QRegularExpression &prefix)
{
    for (int i = 0; i < 20; ++i) {
        const auto match = prefix.match(subject);
        if (!match.hasMatch())
            break;
        subject.remove(0, match.capturedLength());
    }
    return subject.trimmed();
}

bool contains(const std::vector<Address> &list, const QString &address)
{
    return std::any_of(list.begin(), list.end(), [&](const Address &entry) { return entry.address.compare(address, Qt::CaseInsensitive) == 0; });
}

bool isOwn(const std::vector<QString> &own, const QString &address)
{
    return std::any_of(own.begin(), own.end(), [&](const QString &entry) { return entry.compare(address, Qt::CaseInsensitive) == 0; });
}

void addTo(std::vector<Address> &into, const std::vector<Address> &from, const ReplyDraft &draft, const std::vector<QString> &own)
{
    for (const Address &address : from) {
        if (address.address.contains(QLatin1Char('@')) && !isOwn(own, address.address) && !contains(draft.to, address.address)
            && !contains(draft.cc, address.address))
            into.push_back(address);
    }
}

void addRecipients(ReplyDraft &draft, const ParsedMessage &message, ReplyKind kind, const std::vector<QString> &own)
{
    const auto list = kind == ReplyKind::ReplyList ? readListFields(message.headers) : std::nullopt;
    if (list && !list->post.isEmpty()) {
        draft.to = {{list->name, list->post}};
        return;
    }
    const std::vector<Address> &author = message.replyTo.empty() ? message.from : message.replyTo;
    addTo(draft.to, author, draft, own);
    const bool ownMail = draft.to.empty();
    // Answering one's own message goes on to whom it was sent.
    if (ownMail)
        addTo(draft.to, message.to, draft, own);
    if (kind == ReplyKind::ReplyAll) {
        addTo(draft.cc, message.to, draft, own);
        addTo(draft.cc, message.cc, draft, own);
    }
    // A note to oneself is answered to oneself.
    if (draft.to.empty())
        draft.to = author;
}

QString quoted(const QString &text)
{
    QString body = text;
    // Without the signature, RFC 3676 §4.3.
    if (const auto signature = body.lastIndexOf(QLatin1String("\n-- \n")); signature >= 0)
        body.truncate(signature + 1);
    while (body.endsWith(QLatin1Char('\n')))
        body.chop(1);
    QString out;
    for (const QStringView line : QStringView(body).split(QLatin1Char('\n'))) {
        out += line.startsWith(QLatin1Char('>')) ? QLatin1String(">") : QLatin1String("> ");
        out += line;
        out += QLatin1Char('\n');
    }
    return out;
}

} // namespace

ReplyDraft makeReply(const ParsedMessage &message, ReplyKind kind, const std::vector<QString> &own, const QString &attribution)
{
    ReplyDraft draft;
    if (kind == ReplyKind::Forward) {
        draft.subject = QLatin1String("Fwd: ") + withoutPrefix(message.subject, forwardPrefix());
        draft.quotedText = attribution + QLatin1Char('\n') + message.text;
        return draft;
    }
    addRecipients(draft, message, kind, own);
    draft.subject = QLatin1String("Re: ") + withoutPrefix(message.subject, replyPrefix());
    draft.quotedText = attribution + QLatin1Char('\n') + quoted(message.text);
    draft.inReplyTo = message.messageId;
    draft.references = message.references;
    // RFC 5322 §3.6.4: without References the parent's only In-Reply-To begins the chain.
    if (draft.references.empty() && message.inReplyTo.size() == 1)
        draft.references = message.inReplyTo;
    if (!message.messageId.empty())
        draft.references.push_back(message.messageId);
    // The first and the newest are what threading needs of an endless chain.
    if (draft.references.size() > kMostReferences)
        draft.references.erase(draft.references.begin() + 1, draft.references.end() - static_cast<std::ptrdiff_t>(kMostReferences) + 1);
    return draft;
}

} // namespace tern::mime
