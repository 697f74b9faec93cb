// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/DoctorReport.h"

#include "core/accounts/ProviderPresets.h"

#include <QDir>
#include <QRegularExpression>
#include <QSysInfo>

#include <algorithm>

namespace tern::accounts {
namespace {

constexpr qsizetype kShortName = 4;     // shorter ones are parts of other words too
constexpr qsizetype kLongWord = 16;     // as long as this a word of mixed letters and digits may be a token

struct Hidden {
    QString word;
    QString shown;
};

bool isKnownProviders(const std::string &host)
{
    const auto &all = ProviderPresets::builtIn().all();
    return std::any_of(all.begin(), all.end(), [&](const ProviderPreset &preset) {
        const auto is = [&](const std::optional<Endpoint> &server) { return server && server->host == host; };
        return is(preset.imap) || is(preset.pop3) || is(preset.smtp);
    });
}

std::vector<Hidden> wordsToHide(const DoctorPrivacy &hidden)
{
    std::vector<Hidden> words;
    for (const QString &secret : hidden.secrets)
        words.push_back({secret, QStringLiteral("[secret]")});
    for (const QString &name : hidden.names)
        words.push_back({name, QStringLiteral("[name]")});
    for (const QString &place : hidden.places)
        words.push_back({place, QStringLiteral("[place]")});
    std::erase_if(words, [](const Hidden &one) { return one.word.isEmpty(); });
    // What holds another one goes first.
    std::stable_sort(words.begin(), words.end(), [](const Hidden &a, const Hidden &b) { return a.word.size() > b.word.size(); });
    return words;
}

/// A piece of base64 or hexadecimal: a token, or a name in disguise.
bool looksSecret(const QString &word, const std::vector<Hidden> &hidden)
{
    // Cut at any place, base64 still shows what is in it.
    for (int offset = 0; offset < 4; ++offset) {
        const QString decoded = QString::fromUtf8(QByteArray::fromBase64(word.mid(offset).toLatin1()));
        const bool tells = std::any_of(hidden.begin(), hidden.end(), [&](const Hidden &one) {
            return one.word.size() >= kShortName && decoded.contains(one.word, Qt::CaseInsensitive);
        });
        if (tells)
            return true;
    }
    if (word.size() < kLongWord)
        return false;
    const auto has = [&](auto is) { return std::any_of(word.begin(), word.end(), is); };
    const bool digits = has([](QChar c) { return c.isDigit(); });
    const bool lower = has([](QChar c) { return c.isLower(); });
    const bool upper = has([](QChar c) { return c.isUpper(); });
    static const QRegularExpression hex(QStringLiteral("^[0-9A-F]{32,}$"));
    return (digits && lower) || (lower && upper && word.size() >= kLongWord + kLongWord / 2) || hex.match(word).hasMatch();
}

QString withoutTokens(const QString &text, const std::vector<Hidden> &hidden)
{
    static const QRegularExpression run(QStringLiteral("[A-Za-z0-9+/_-]{6,}={0,2}"));
    QString out;
    qsizetype from = 0;
    for (auto it = run.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        out += QStringView(text).mid(from, match.capturedStart() - from);
        out += looksSecret(match.captured(), hidden) ? QStringLiteral("[token]") : match.captured();
        from = match.capturedEnd();
    }
    return out + QStringView(text).mid(from);
}

QString scrubbed(QString text, const std::vector<Hidden> &hidden)
{
    static const QRegularExpression address(QStringLiteral("[^\\s<>\"'(),;:\\[\\]=]+@[^\\s<>\"'(),;:\\[\\]]+"));
    static const QRegularExpression ip4(QStringLiteral("(?<![0-9.])\\d{1,3}(\\.\\d{1,3}){3}(?![0-9])"));
    static const QRegularExpression ip6(QStringLiteral("(?<![0-9A-Za-z:])(?:[0-9A-Fa-f]{0,4}:){2,}[0-9A-Fa-f]{0,4}(?:%\\w+)?"));
    static const QRegularExpression control(QStringLiteral("[\\x00-\\x1f\\x7f]+"));
    text.replace(control, QStringLiteral(" "));
    text.replace(address, QStringLiteral("[address]"));
    for (const Hidden &one : hidden) {
        QString pattern = QRegularExpression::escape(one.word);
        if (one.word.size() < kShortName)
            pattern = QStringLiteral("(?<![\\p{L}\\p{N}])") + pattern + QStringLiteral("(?![\\p{L}\\p{N}])");
        text.replace(QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption), one.shown);
    }
    text = withoutTokens(text, hidden);
    text.replace(ip4, QStringLiteral("[ip]"));
    text.replace(ip6, QStringLiteral("[ip]"));
    return text;
}

QString resultOf(const DoctorStep &step)
{
    switch (step.state) {
    case DoctorStep::State::Passed: return QStringLiteral("ok");
    case DoctorStep::State::Failed: return QStringLiteral("FAILED");
    case DoctorStep::State::Running: return QStringLiteral("not ended");
    case DoctorStep::State::Skipped: break;
    }
    return QStringLiteral("not tried");
}

QString wordsOf(const DoctorStep &step)
{
    if (!step.error)
        return step.detail;
    QString text = QString::fromUtf8(errorKindName(step.error->kind).data()) + QStringLiteral(" (") + QString::fromStdString(step.error->where) + QStringLiteral(")");
    if (!step.certificate)
        return text + QStringLiteral(": ") + QString::fromStdString(step.error->detail);
    for (const crypto::CertificateProblem problem : step.certificate->problems)
        text += QLatin1Char(' ') + QString::fromUtf8(certificateProblemName(problem).data());
    return text;
}

} // namespace

bool isSameServer(const DoctorStep &a, const DoctorStep &b)
{
    return a.server == b.server && a.addresses == b.addresses;
}

QString doctorStepName(DoctorStep::Kind kind)
{
    using Kind = DoctorStep::Kind;
    switch (kind) {
    case Kind::Dns: return QStringLiteral("dns");
    case Kind::Tcp: return QStringLiteral("tcp");
    case Kind::Tls: return QStringLiteral("tls");
    case Kind::Greeting: return QStringLiteral("greeting");
    case Kind::Capabilities: return QStringLiteral("capabilities");
    case Kind::SignIn: return QStringLiteral("sign_in");
    case Kind::Id: return QStringLiteral("id");
    case Kind::Select: return QStringLiteral("select");
    case Kind::MailFrom: return QStringLiteral("mail_from");
    }
    return {};
}

QString doctorServerName(DoctorStep::Server server)
{
    switch (server) {
    case DoctorStep::Server::Imap: return QStringLiteral("imap");
    case DoctorStep::Server::Pop3: return QStringLiteral("pop3");
    case DoctorStep::Server::Smtp: break;
    }
    return QStringLiteral("smtp");
}

DoctorPrivacy privacyOf(const store::AccountRecord &account, const std::vector<store::IdentityRecord> &identities)
{
    DoctorPrivacy hidden;
    QStringList users{account.email, QString::fromStdString(account.imap.user), QString::fromStdString(account.smtp.user), account.name};
    QStringList addresses{account.email};
    std::vector<std::string> hosts{account.imap.host, account.smtp.host};
    for (const store::IdentityRecord &identity : identities) {
        users << identity.address << identity.name << QString::fromStdString(identity.smtp.user);
        addresses << identity.address;
        hosts.push_back(identity.smtp.host);
    }
    for (const QString &user : std::as_const(users))
        hidden.names << user << user.section(QLatin1Char('@'), 0, 0);
    for (const QString &address : std::as_const(addresses)) {
        if (!ProviderPresets::builtIn().forAddress(address))
            hidden.places << address.section(QLatin1Char('@'), 1);
    }
    for (const std::string &host : hosts) {
        const QString name = QString::fromStdString(host);
        if (isKnownProviders(host) || name == QLatin1String("localhost"))
            continue;
        hidden.places << name;
        // Its neighbours, which greet in its place.
        if (const QString domain = name.section(QLatin1Char('.'), 1); domain.contains(QLatin1Char('.')))
            hidden.places << domain;
    }
    const QString machine = QSysInfo::machineHostName();
    hidden.places << machine << machine.section(QLatin1Char('.'), 0, 0) << QDir::homePath() << QDir::home().dirName()
                  << qEnvironmentVariable("USER") << qEnvironmentVariable("LOGNAME");
    hidden.names.removeDuplicates();
    hidden.places.removeDuplicates();
    hidden.places.removeAll(QStringLiteral("localhost"));
    return hidden;
}

QString doctorReport(const std::vector<DoctorStep> &steps, const DoctorPrivacy &hidden)
{
    const std::vector<Hidden> words = wordsToHide(hidden);
    QString report = QStringLiteral("Tern connection report\n");
    const DoctorStep *before = nullptr;
    for (const DoctorStep &step : steps) {
        if (!before || !isSameServer(*before, step)) {
            before = &step;
            report += QStringLiteral("\n%1: %2, port %3, %4\n")
                          .arg(doctorServerName(step.server).toUpper(), scrubbed(QString::fromStdString(step.endpoint.host), words))
                          .arg(step.endpoint.port)
                          .arg(QString::fromLatin1(securityName(step.endpoint.security)));
        }
        const bool tried = step.state != DoctorStep::State::Skipped;
        const QString took = tried ? QStringLiteral("%1 ms").arg(step.took.count()) : QString();
        report += QStringLiteral("  %1 %2 %3  %4\n")
                      .arg(doctorStepName(step.kind), -13)
                      .arg(resultOf(step), -9)
                      .arg(took, 9)
                      .arg(scrubbed(wordsOf(step), words))
                      .replace(QRegularExpression(QStringLiteral(" +\n$")), QStringLiteral("\n"));
    }
    return report;
}

} // namespace tern::accounts
