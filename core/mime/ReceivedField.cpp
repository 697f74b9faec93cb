// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ReceivedField.h"

#include "core/mime/Charset.h"
#include "core/mime/DateField.h"
#include "core/mime/HeaderBlock.h"

#include <QRegularExpression>

#include <array>
#include <map>
#include <string>

namespace tern::mime {
namespace {

constexpr std::size_t kLongest = 10'000;   // bytes

/// "from a (b [c]) by d": each word with what follows it, comments apart.
struct Clause {
    QString words;
    QStringList comments;
};

struct Clauses {
    std::map<std::string, Clause> byName;    // "from", "by", "with", "via", "id", "for"; "" for what stands before any
    std::string_view date;
};

bool isKeyword(std::string_view word)
{
    constexpr std::array<std::string_view, 6> kWords{"from", "by", "with", "via", "id", "for"};
    for (const std::string_view one : kWords) {
        if (equalsIgnoringCase(word, one))
            return true;
    }
    return false;
}

QString plain(std::string_view bytes)
{
    return decodeHeaderText(bytes, "utf-8").trimmed();
}

/// Where the comment that begins at `at` ends, behind its ')'.
std::size_t commentEnd(std::string_view text, std::size_t at)
{
    int depth = 0;
    for (; at < text.size(); ++at) {
        if (text[at] == '(')
            ++depth;
        else if (text[at] == ')' && --depth == 0)
            return at + 1;
    }
    return text.size();
}

Clauses cut(std::string_view text)
{
    Clauses result;
    // The date stands behind the last semicolon that is in no comment; some have one in their id.
    const auto semicolon = text.rfind(';');
    if (semicolon != std::string_view::npos) {
        result.date = text.substr(semicolon + 1);
        text = text.substr(0, semicolon);
    }
    std::string name;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == ' ') {
            ++at;
        } else if (text[at] == '(') {
            const std::size_t end = commentEnd(text, at);
            result.byName[name].comments << plain(text.substr(at + 1, end - at - 2));
            at = end;
        } else {
            const std::size_t end = std::min(text.find_first_of(" (", at), text.size());
            const std::string_view word = text.substr(at, end - at);
            std::string lower(word);
            for (char &c : lower)
                c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
            if (isKeyword(word) && !result.byName.contains(lower)) {
                name = lower;
                result.byName[name];
            } else {
                QString &words = result.byName[name].words;
                words += (words.isEmpty() ? QString() : QStringLiteral(" ")) + plain(word);
            }
            at = end;
        }
    }
    return result;
}

QString ipIn(const QString &text)
{
    static const QRegularExpression kBracketed(QStringLiteral("\\[(?:IPv6:)?([0-9A-Fa-f:.]{3,45})\\]"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kBare(QStringLiteral("(?<![0-9A-Za-z.:-])((?:\\d{1,3}\\.){3}\\d{1,3}|(?=[0-9A-Fa-f:]*:[0-9A-Fa-f]*:)[0-9A-Fa-f:]{3,39})(?![0-9A-Za-z.-])"));
    if (const auto match = kBracketed.match(text); match.hasMatch())
        return match.captured(1);
    const auto match = kBare.match(text);
    return match.hasMatch() ? match.captured(1) : QString();
}

bool isHostName(const QString &text)
{
    static const QRegularExpression kHost(QStringLiteral("^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\\.?$"));
    return kHost.match(text).hasMatch() && text.contains(QLatin1Char('.')) && ipIn(text).isEmpty();
}

QString withoutBrackets(QString text)
{
    if (text.startsWith(QLatin1Char('[')) || text.startsWith(QLatin1Char('<')))
        text = text.mid(1, text.size() - 2);
    while (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text;
}

void readFrom(const Clause &from, ReceivedField &field)
{
    field.from = withoutBrackets(from.words.section(QLatin1Char(' '), 0, 0));
    for (const QString &comment : from.comments) {
        // "HELO mail.example.org", "helo=mail.example.org": what it called itself; then the word before is its name in DNS.
        static const QRegularExpression kHelo(QStringLiteral("\\b(?:HELO|EHLO)[ =]([^\\s\\])]+)"), QRegularExpression::CaseInsensitiveOption);
        if (const auto match = kHelo.match(comment); match.hasMatch()) {
            if (isHostName(field.from))
                field.fromReverse = field.from;
            field.from = withoutBrackets(match.captured(1));
        }
        if (field.fromAddress.isEmpty())
            field.fromAddress = ipIn(comment);
        const QString first = withoutBrackets(comment.trimmed().section(QLatin1Char(' '), 0, 0));
        if (field.fromReverse.isEmpty() && isHostName(first))
            field.fromReverse = first;
    }
    if (field.fromAddress.isEmpty())
        field.fromAddress = ipIn(from.words.section(QLatin1Char(' '), 0, 0));
}

QString protocolOf(const QString &words)
{
    const QString first = words.section(QLatin1Char(' '), 0, 0);
    if (words.startsWith(QLatin1String("Microsoft SMTP Server"), Qt::CaseInsensitive))
        return QStringLiteral("ESMTP");
    if (first.compare(QLatin1String("HTTP"), Qt::CaseInsensitive) == 0 || first.compare(QLatin1String("HTTPS"), Qt::CaseInsensitive) == 0)
        return first.toUpper();
    return first.size() <= 20 ? first.toUpper() : QString();
}

/// "TLS1_3", "TLSv1.3", "TLS1.3", "version=TLS1_2".
QString tlsIn(const QString &text)
{
    static const QRegularExpression kVersion(QStringLiteral("TLS(?:v)?_?(1)[._]([0-3])"), QRegularExpression::CaseInsensitiveOption);
    if (const auto match = kVersion.match(text); match.hasMatch())
        return QStringLiteral("TLS 1.") + match.captured(2);
    static const QRegularExpression kOld(QStringLiteral("\\b(TLSv?1|SSLv3|TLS)\\b"), QRegularExpression::CaseInsensitiveOption);
    if (const auto match = kOld.match(text); match.hasMatch() && !text.contains(QLatin1String("no TLS"), Qt::CaseInsensitive))
        return match.captured(1).startsWith(QLatin1String("SSL"), Qt::CaseInsensitive) ? QStringLiteral("SSL 3") : QStringLiteral("TLS");
    return {};
}

QString softwareIn(const QStringList &comments)
{
    static const QRegularExpression kKnown(QStringLiteral("^(Postfix|Exim [0-9.]+|Exim|Coremail|NewMx|NewEsmtp|Haraka[^)]*|OpenSMTPD|Dovecot|Cyrus[^ ]*|qmail|Sendmail)"),
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kSendmail(QStringLiteral("^(8\\.\\d+\\.\\d+[^/ ]*)/"));
    for (const QString &comment : comments) {
        if (const auto match = kKnown.match(comment); match.hasMatch())
            return match.captured(1).left(40);
        if (const auto match = kSendmail.match(comment); match.hasMatch())
            return QStringLiteral("Sendmail ") + match.captured(1).left(20);
    }
    return {};
}

bool endsWithFlags(const QString &protocol, QChar flag)
{
    static const QRegularExpression kFlags(QStringLiteral("^(?:UTF8)?(?:E?SMTP|LMTP|ASMTP)(S?)(A?)$"));
    const auto match = kFlags.match(protocol);
    return match.hasMatch() && (match.captured(1) == flag || match.captured(2) == flag);
}

} // namespace

ReceivedField parseReceivedField(std::string_view value)
{
    const std::string text = unfolded(value.substr(0, kLongest));
    Clauses clauses = cut(text);
    ReceivedField field;
    readFrom(clauses.byName["from"], field);
    const Clause &by = clauses.byName["by"];
    const Clause &with = clauses.byName["with"];
    field.by = withoutBrackets(by.words.section(QLatin1Char(' '), 0, 0));
    field.protocol = protocolOf(with.words);
    field.id = clauses.byName["id"].words.section(QLatin1Char(' '), 0, 0).left(200);
    field.recipient = withoutBrackets(clauses.byName["for"].words.section(QLatin1Char(' '), 0, 0));
    QStringList comments;
    QString everything;
    for (const auto &[name, clause] : clauses.byName) {
        comments += clause.comments;
        if (name != "from" && name != "for")
            everything += QLatin1Char(' ') + clause.words;
    }
    everything += QLatin1Char(' ') + comments.join(QLatin1Char(' '));
    field.tls = tlsIn(everything);
    if (field.tls.isEmpty() && (endsWithFlags(field.protocol, u'S') || field.protocol == QLatin1String("HTTPS")))
        field.tls = QStringLiteral("TLS");
    field.isAuthenticated = endsWithFlags(field.protocol, u'A') || everything.contains(QLatin1String("Authenticated sender"), Qt::CaseInsensitive);
    field.software = with.words.startsWith(QLatin1String("Microsoft SMTP Server")) ? QStringLiteral("Exchange") : softwareIn(comments);
    if (const auto date = parseDateField(clauses.date))
        field.time = date->at;
    return field;
}

} // namespace tern::mime
