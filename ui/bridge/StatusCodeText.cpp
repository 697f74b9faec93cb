// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/StatusCodeText.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace tern::ui {
namespace {

struct Meaning {
    const char *code;       ///< subject.detail
    const char *sentence;
};

constexpr const char *kUnknown = QT_TRANSLATE_NOOP("StatusCodeText", "There is no such mailbox on the other side. Check the part of the address before the @.");
constexpr const char *kNoMail = QT_TRANSLATE_NOOP("StatusCodeText", "The domain of this address takes no mail. Check the part of the address behind the @.");
constexpr const char *kTooLarge = QT_TRANSLATE_NOOP("StatusCodeText", "The message is larger than the other side takes. Send smaller or fewer attachments, or a link.");
constexpr const char *kUnproven = QT_TRANSLATE_NOOP("StatusCodeText", "The other side could not prove that this mail comes from your domain (SPF, DKIM or DMARC). Whoever runs your domain can mend that.");
constexpr const char *kSignIn = QT_TRANSLATE_NOOP("StatusCodeText", "The server wants another sign-in before it sends. Check this account's connection.");

constexpr Meaning kMeanings[] = {
    {"1.1", kUnknown},
    {"1.2", kNoMail},
    {"1.3", QT_TRANSLATE_NOOP("StatusCodeText", "The other side does not understand this address. Check how it is written.")},
    {"1.6", QT_TRANSLATE_NOOP("StatusCodeText", "This mailbox has moved and left no new address. Ask its owner for the new one.")},
    {"1.7", QT_TRANSLATE_NOOP("StatusCodeText", "The server refused your own address. Choose one that belongs to this account.")},
    {"1.8", QT_TRANSLATE_NOOP("StatusCodeText", "The domain of your own address is not known on the other side. Check the sender's address.")},
    {"1.10", kNoMail},
    {"2.1", QT_TRANSLATE_NOOP("StatusCodeText", "This mailbox is switched off and takes no mail. Reach its owner another way.")},
    {"2.2", QT_TRANSLATE_NOOP("StatusCodeText", "The recipient's mailbox is full. It may work later, or tell the recipient another way.")},
    {"2.3", kTooLarge},
    {"2.4", QT_TRANSLATE_NOOP("StatusCodeText", "The mailing list behind this address can't be reached as it is. Ask whoever runs the list.")},
    {"3.1", QT_TRANSLATE_NOOP("StatusCodeText", "The server on the other side has no room left. It may work later.")},
    {"3.2", QT_TRANSLATE_NOOP("StatusCodeText", "The server on the other side takes no mail just now. It may work later.")},
    {"3.4", kTooLarge},
    {"4.1", QT_TRANSLATE_NOOP("StatusCodeText", "The other side does not answer. It may work later.")},
    {"4.2", QT_TRANSLATE_NOOP("StatusCodeText", "The connection to the other side broke. It may work later.")},
    {"4.3", QT_TRANSLATE_NOOP("StatusCodeText", "The way to the other side can't be found just now. It may work later.")},
    {"4.4", QT_TRANSLATE_NOOP("StatusCodeText", "There is no way to the domain of this address. Check the part behind the @.")},
    {"4.5", QT_TRANSLATE_NOOP("StatusCodeText", "The server is overloaded. It may work later.")},
    {"4.6", QT_TRANSLATE_NOOP("StatusCodeText", "The mail went round in circles on the other side. Tell whoever runs that address.")},
    {"4.7", QT_TRANSLATE_NOOP("StatusCodeText", "The message waited too long and was given up. Send it again or reach the recipient another way.")},
    {"5.3", QT_TRANSLATE_NOOP("StatusCodeText", "These are more recipients than the server takes at once. Send to fewer at a time.")},
    {"6.7", QT_TRANSLATE_NOOP("StatusCodeText", "The other side can't take an address that is not in Latin letters. Ask the recipient for another address.")},
    {"7.1", QT_TRANSLATE_NOOP("StatusCodeText", "The other side's rules refuse this mail. Its own words, under the details, may say why.")},
    {"7.2", QT_TRANSLATE_NOOP("StatusCodeText", "You may not write to this mailing list. Ask whoever runs the list.")},
    {"7.8", kSignIn},
    {"7.9", kSignIn},
    {"7.14", kSignIn},
    {"7.20", kUnproven},
    {"7.21", kUnproven},
    {"7.22", kUnproven},
    {"7.23", kUnproven},
    {"7.24", kUnproven},
    {"7.25", QT_TRANSLATE_NOOP("StatusCodeText", "The other side distrusts the server that sends your mail (its name in DNS). Tell your provider.")},
    {"7.26", kUnproven},
    {"7.27", QT_TRANSLATE_NOOP("StatusCodeText", "The domain of your own address takes no mail, so the other side refuses it. Check the sender's address.")},
};

} // namespace

QString statusCodeText(const QString &reply)
{
    // At the front, behind the three digits if they are there.
    static const QRegularExpression kCode(QStringLiteral("(?:^|[ :])[245]\\d\\d[ -]([45])\\.(\\d{1,3}\\.\\d{1,3})(?=$|[ :])"));
    const QRegularExpressionMatch match = kCode.match(reply);
    if (!match.hasMatch())
        return {};
    for (const Meaning &meaning : kMeanings) {
        if (match.captured(2) == QLatin1String(meaning.code))
            return QCoreApplication::translate("StatusCodeText", meaning.sentence);
    }
    return {};
}

} // namespace tern::ui
