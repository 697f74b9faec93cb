// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/SenderChecks.h"

#include "core/mime/EncodedWord.h"
#include "core/mime/Lookalike.h"
#include "core/mime/ProviderDomains.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace tern::mime {
namespace {

using Kind = SenderFinding::Kind;

constexpr qsizetype kLongestName = 100;   // characters; more doesn't fit beside an address

QString domainOf(const QString &address)
{
    return address.mid(address.lastIndexOf(QLatin1Char('@')) + 1).toLower();
}

/// One registered domain, or one provider's.
bool belongTogether(const QString &a, const QString &b)
{
    const QString one = registeredDomain(domainInLetters(a));
    return one == registeredDomain(domainInLetters(b)) || providerDomains(one).contains(registeredDomain(domainInLetters(b)));
}

bool turnsDirection(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069) || u == 0x200E || u == 0x200F || u == 0x061C;
}

/// Joiners belong to Arabic and Indic writing and to emoji; what stays is never seen.
bool isUnseen(QChar c)
{
    const char16_t u = c.unicode();
    return u == 0x200B || u == 0x2060 || u == 0xFEFF || u == 0x00AD || u == 0x034F || u == 0x180E || (u >= 0x2061 && u <= 0x2064) || u == 0x3164 || u == 0x115F;
}

/// With the other forms of '@' and '.', and without what nobody sees.
QString asSeen(const QString &text)
{
    QString out;
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if (isUnseen(c) || turnsDirection(c))
            continue;
        out += u == 0xFF20 || u == 0xFE6B ? QChar(u'@') : u == 0xFF0E || u == 0x3002 || u == 0x2024 ? QChar(u'.') : c;
    }
    return out;
}

QString addressWithin(const QString &text)
{
    static const QRegularExpression kAddress(QStringLiteral("[\\w.+-]{1,64}\\s?@\\s?((?:[\\w-]{1,63}\\.){1,8}[\\w-]{2,30})"), QRegularExpression::UseUnicodePropertiesOption);
    const auto match = kAddress.match(asSeen(text.left(2'000)));
    return match.hasMatch() ? match.captured(0).remove(QLatin1Char(' ')) : QString();
}

class Checker {
public:
    Checker(const ParsedMessage &message, const SenderContext &context) : m_message(message), m_context(context) {}

    std::vector<SenderFinding> run()
    {
        checkFields();
        if (!m_message.from.empty()) {
            checkName(m_message.from.front());
            checkAddress(m_message.from.front());
            checkOthers(m_message.from.front());
        }
        checkAuthentication();
        return std::move(m_found);
    }

private:
    void add(Kind kind, const QString &shown = {}, const QString &real = {})
    {
        const bool known = std::any_of(m_found.begin(), m_found.end(), [kind](const SenderFinding &one) { return one.kind == kind; });
        if (!known)
            m_found.push_back({kind, shown.left(300), real.left(300)});
    }

    [[nodiscard]] std::vector<const HeaderField *> fromFields() const
    {
        std::vector<const HeaderField *> fields;
        for (const HeaderField &field : m_message.headers) {
            if (field.name.compare(QLatin1String("From"), Qt::CaseInsensitive) == 0)
                fields.push_back(&field);
        }
        return fields;
    }

    void checkFields()
    {
        const auto fields = fromFields();
        if (m_message.from.empty() || !m_message.from.front().address.contains(QLatin1Char('@')))
            add(Kind::NoAddress, fields.empty() ? QString() : fields.front()->value);
        QStringList others;
        for (std::size_t i = 1; i < m_message.from.size(); ++i)
            others << m_message.from[i].address;
        for (std::size_t i = 1; i < fields.size(); ++i)
            others << fields[i]->value;
        if (!others.isEmpty())
            add(Kind::SeveralFrom, others.join(QStringLiteral(", ")));
        if (fields.empty())
            return;
        // What decodeHeaderText() takes out of names is only in the raw field.
        const QByteArray &raw = fields.front()->raw;
        const QString whole = decodeEncodedWords({raw.constData(), static_cast<std::size_t>(raw.size())}, "utf-8");
        if (std::any_of(whole.begin(), whole.end(), turnsDirection))
            add(Kind::NameTurnsDirection, m_message.from.empty() ? QString() : m_message.from.front().name);
        if (std::any_of(whole.begin(), whole.end(), isUnseen))
            add(Kind::NameHidesCharacters, m_message.from.empty() ? QString() : m_message.from.front().name);
        // A comment or a group's name before the address is shown by other programs as the sender.
        if (const QString within = addressWithin(whole); !within.isEmpty() && !m_message.from.empty() && whole.contains(QLatin1Char('<')))
            checkOtherAddress(within, m_message.from.front());
        // A route: "<@bank.example:evil@x>".
        static const QRegularExpression kRoute(QStringLiteral("<\\s*@([^:>]+):"));
        if (const auto match = kRoute.match(whole); match.hasMatch() && !m_message.from.empty())
            add(Kind::AddressHidesAnother, QLatin1Char('@') + match.captured(1), m_message.from.front().address);
    }

    void checkOtherAddress(const QString &within, const Address &from)
    {
        if (within.compare(from.address, Qt::CaseInsensitive) != 0 && !belongTogether(domainOf(within), domainOf(from.address)))
            add(Kind::NameIsAnotherAddress, within, from.address);
    }

    void checkName(const Address &from)
    {
        if (const QString within = addressWithin(from.name); !within.isEmpty())
            checkOtherAddress(within, from);
        if (const QString word = wordOfMixedAlphabets(from.name); !word.isEmpty())
            add(Kind::NameMixesAlphabets, word);
        static const QRegularExpression kGap(QStringLiteral("[\\s\\x{3000}\\x{2800}\\x{00A0}]{8,}"));
        if (from.name.size() > kLongestName || kGap.match(from.name).hasMatch())
            add(Kind::NamePushesAddressAway, from.name.left(60).simplified(), from.address);
    }

    void checkAddress(const Address &from)
    {
        const qsizetype at = from.address.lastIndexOf(QLatin1Char('@'));
        const QString local = from.address.left(at);
        if (at > 0 && local.contains(QLatin1Char('@')))
            add(Kind::AddressHidesAnother, local, from.address);
        const QString domain = domainOf(from.address);
        if (const QString read = asciiLookalike(domain); !read.isEmpty())
            add(Kind::DomainLooksLikeAnother, read, domainInLetters(domain));
        else if (const QString known = familiarLookalike(domain, m_context.familiar); !known.isEmpty())
            add(Kind::DomainLooksLikeAnother, known, domain);
        if (!wordOfMixedAlphabets(domainInLetters(domain)).isEmpty())
            add(Kind::DomainMixesAlphabets, {}, domainInLetters(domain));
    }

    [[nodiscard]] bool isFromList() const
    {
        return std::any_of(m_message.headers.begin(), m_message.headers.end(), [](const HeaderField &field) {
            return field.name.compare(QLatin1String("List-Id"), Qt::CaseInsensitive) == 0 || field.name.compare(QLatin1String("List-Post"), Qt::CaseInsensitive) == 0;
        });
    }

    void checkOthers(const Address &from)
    {
        // A list sends for its members, and has the replies come to itself: that is its work.
        if (isFromList())
            return;
        if (!m_message.sender.empty() && !belongTogether(domainOf(m_message.sender.front().address), domainOf(from.address)))
            add(Kind::SentByAnother, from.address, m_message.sender.front().address);
        for (const Address &reply : m_message.replyTo) {
            if (reply.address.contains(QLatin1Char('@')) && !belongTogether(domainOf(reply.address), domainOf(from.address)))
                add(Kind::RepliesGoElsewhere, from.address, reply.address);
        }
    }

    void checkAuthentication()
    {
        const auto results = trustedResults(m_message.headers, m_context.providers);
        if (!results)
            return;
        // A list or a forwarder breaks SPF or DKIM; DMARC says whether anything holds.
        const std::string dmarc = results->of("dmarc");
        const std::string dkim = results->of("dkim");
        const std::string spf = results->of("spf");
        const bool failed = dmarc == "fail" || (dmarc.empty() && dkim != "pass" && (spf == "fail" || spf == "softfail"))
            || (dmarc.empty() && dkim == "fail" && spf != "pass");
        QStringList checks;
        for (const auto &[name, result] : {std::pair{"SPF", spf}, std::pair{"DKIM", dkim}, std::pair{"DMARC", dmarc}}) {
            if (result == "fail" || result == "softfail")
                checks << QLatin1String(name);
        }
        if (failed)
            add(Kind::AuthenticationFailed, checks.join(QStringLiteral(", ")), results->server);
    }

    const ParsedMessage &m_message;
    const SenderContext &m_context;
    std::vector<SenderFinding> m_found;
};

} // namespace

std::vector<SenderFinding> checkSender(const ParsedMessage &message, const SenderContext &context)
{
    return Checker(message, context).run();
}

QString nameOf(SenderFinding::Kind kind)
{
    constexpr std::array<const char *, 14> kNames{
        "name-is-another-address", "name-turns-direction", "name-hides-characters", "name-mixes-alphabets", "name-pushes-address-away", "domain-looks-like-another",
        "domain-mixes-alphabets", "address-hides-another", "no-address", "several-from", "sent-by-another", "replies-go-elsewhere", "link-goes-elsewhere", "authentication-failed"};
    return QLatin1String(kNames[static_cast<std::size_t>(kind)]);
}

} // namespace tern::mime
