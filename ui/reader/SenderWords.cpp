// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/SenderWords.h"

#include <QCoreApplication>

namespace tern::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SenderWords)
};

using Kind = mime::SenderFinding::Kind;

/// Nobody does this by accident; or the harm would be great.
bool isGrave(Kind kind)
{
    return kind != Kind::SeveralFrom && kind != Kind::SentByAnother && kind != Kind::RepliesGoElsewhere && kind != Kind::NoAddress;
}

} // namespace

QString senderSentence(const mime::SenderFinding &finding)
{
    switch (finding.kind) {
    case Kind::NameIsAnotherAddress: return Words::tr("The sender's name reads “%1”, but the message is from %2.").arg(finding.shown, finding.real);
    case Kind::NameTurnsDirection: return Words::tr("The sender's name has marks in it that turn the direction of writing. They were taken out.");
    case Kind::NameHidesCharacters: return Words::tr("The sender's name has characters in it that nobody can see. They were taken out.");
    case Kind::NameMixesAlphabets: return Words::tr("“%1” in the sender's name is written in letters of two alphabets that look alike.").arg(finding.shown);
    case Kind::NamePushesAddressAway: return Words::tr("The sender's name is so long that it could hide the address, which is %1.").arg(finding.real);
    case Kind::DomainLooksLikeAnother: return Words::tr("The sender's domain is %1. It only looks like %2.").arg(finding.real, finding.shown);
    case Kind::DomainMixesAlphabets: return Words::tr("The sender's domain, %1, is written in letters of two alphabets that look alike.").arg(finding.real);
    case Kind::AddressHidesAnother: return Words::tr("The sender's address, %2, has another one inside: %1.").arg(finding.shown, finding.real);
    case Kind::NoAddress: return Words::tr("The message doesn't say who sent it.");
    case Kind::SeveralFrom: return Words::tr("The message names more than one sender. The others: %1").arg(finding.shown);
    case Kind::SentByAnother: return Words::tr("It was sent by %1 in the name of %2.").arg(finding.real, finding.shown);
    case Kind::RepliesGoElsewhere: return Words::tr("An answer would go to %1, not to %2.").arg(finding.real, finding.shown);
    case Kind::LinkGoesElsewhere: return Words::tr("A link that reads %1 goes to %2.").arg(finding.shown, finding.real);
    case Kind::AuthenticationFailed:
        return finding.shown.isEmpty() ? Words::tr("Your provider could not confirm that this sender sent it.")
                                       : Words::tr("Your provider could not confirm that this sender sent it: %1 failed.").arg(finding.shown);
    }
    return {};
}

SenderNotice senderNotice(const engine::SenderLook &look, const mime::ParsedMessage &message, bool isFirst)
{
    SenderNotice notice;
    QStringList grave;
    QStringList others;
    for (const mime::SenderFinding &finding : look.findings)
        (isGrave(finding.kind) ? grave : others) << senderSentence(finding);
    if (isFirst && !message.from.empty())
        others << Words::tr("This is the first message from %1.").arg(message.from.front().address);
    notice.isGrave = !grave.isEmpty();
    QStringList all = grave + others;
    if (all.isEmpty())
        return notice;
    notice.sentence = all.takeFirst();
    notice.more = all.join(u'\n');
    return notice;
}

QStringList authenticationSentences(const engine::SenderLook &look)
{
    QStringList sentences;
    if (!look.results)
        return sentences;
    const std::string dkim = look.results->of("dkim");
    const std::string spf = look.results->of("spf");
    const std::string dmarc = look.results->of("dmarc");
    const std::string arc = look.results->of("arc");
    if (!dkim.empty())
        sentences << (dkim == "pass" ? Words::tr("DKIM: a domain signed the message, and it was not changed since.")
                      : dkim == "none" ? Words::tr("DKIM: the message is not signed.")
                                     : Words::tr("DKIM: no signature on the message holds (%1).").arg(QString::fromStdString(dkim)));
    if (!spf.empty())
        sentences << (spf == "pass" ? Words::tr("SPF: the server that handed it in may send for the domain it named.")
                                    : Words::tr("SPF: the server that handed it in may not be one of that domain's (%1).").arg(QString::fromStdString(spf)));
    if (!dmarc.empty())
        sentences << (dmarc == "pass" ? Words::tr("DMARC: the domain in the sender's address is one of those confirmed.")
                                      : Words::tr("DMARC: the domain in the sender's address is not confirmed (%1).").arg(QString::fromStdString(dmarc)));
    if (!arc.empty())
        sentences << (arc == "pass" ? Words::tr("ARC: those who forwarded it say what they found, and their seals hold.")
                                    : Words::tr("ARC: the seals of those who forwarded it don't hold (%1).").arg(QString::fromStdString(arc)));
    return sentences;
}

QString signatureSentence(const engine::SignatureCheck &check)
{
    using Outcome = mime::DkimOutcome;
    const QString &domain = check.domain;
    if (!check.outcome)
        return Words::tr("The key of %1 could not be asked for, so its signature was not verified.").arg(domain);
    switch (*check.outcome) {
    case Outcome::Valid:
        return check.isSenders ? Words::tr("%1, the sender's domain, signed this message, and nothing it signed was changed since.").arg(domain)
                               : Words::tr("%1 signed this message, and nothing it signed was changed since. It is not the domain in the sender's address.").arg(domain);
    case Outcome::BodyChanged: return Words::tr("%1 signed another text: what you read was changed on its way.").arg(domain);
    case Outcome::HeaderChanged: return Words::tr("The signature of %1 doesn't fit: the subject, the sender or another signed field was changed, or %1 didn't sign it.").arg(domain);
    case Outcome::Expired: return Words::tr("The signature of %1 has expired.").arg(domain);
    case Outcome::NoKey: return Words::tr("%1 has no key, or has one no longer, that the signature could be verified with.").arg(domain);
    case Outcome::Weak: return Words::tr("The signature of %1 is too weak to prove anything.").arg(domain);
    case Outcome::OnlyBeginning: return Words::tr("%1 signed only the beginning of the text. Anybody could have added the rest.").arg(domain);
    }
    return {};
}

} // namespace tern::ui
