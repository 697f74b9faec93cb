// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/CheckWords.h"

#include "ui/bridge/CertificateWords.h"
#include "ui/bridge/ErrorText.h"
#include "ui/bridge/SignInWords.h"
#include "ui/doctor/DoctorWords.h"

#include <QCoreApplication>
#include <QLocale>

namespace tern::ui {
namespace {

using engine::CheckStep;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CheckWords)

public:
    static QString title(const CheckStep &step, const QString &domain)
    {
        const bool named = !step.subject.isEmpty();
        switch (step.kind) {
        case CheckStep::Kind::Settings:
            if (step.state == CheckStep::State::Running)
                return tr("Looking for the settings of %1").arg(domain);
            if (step.state == CheckStep::State::Failed && step.error && step.error->kind == ErrorKind::ConfirmationNeeded)
                return tr("Found settings for %1, to be confirmed").arg(domain);
            if (step.state == CheckStep::State::Failed)
                return tr("No settings found for %1").arg(domain);
            return tr("Found settings for %1").arg(named ? step.subject : domain);
        case CheckStep::Kind::Way: return way(step.way);
        case CheckStep::Kind::Receive: return named ? tr("Receive: %1").arg(server(step.subject)) : tr("Receive");
        case CheckStep::Kind::Send: return named ? tr("Send: %1").arg(server(step.subject)) : tr("Send");
        case CheckStep::Kind::Browser: return tr("Signing in on the provider's page");
        case CheckStep::Kind::SignInReceive: return tr("Signing in to receive");
        case CheckStep::Kind::SignInSend: return tr("Signing in to send");
        }
        return {};
    }

    static QString way(accounts::SettingsWay where)
    {
        using accounts::SettingsWay;
        switch (where) {
        case SettingsWay::DomainFile: return tr("The domain's own settings file");
        case SettingsWay::Database: return tr("The public list of providers");
        case SettingsWay::ServiceRecords: return tr("Service records in DNS");
        case SettingsWay::MailExchanger: return tr("Who receives the domain's mail");
        case SettingsWay::Guess: return tr("The usual server names");
        case SettingsWay::Given:
        case SettingsWay::Preset: break;
        }
        return {};
    }

    /// What a way of finding came to. That it found nothing is no trouble.
    static QString wayFact(const CheckStep &step)
    {
        switch (step.state) {
        case CheckStep::State::Running: return {};
        case CheckStep::State::Passed: return server(step.fact);
        case CheckStep::State::Skipped: return tr("not needed any more");
        case CheckStep::State::Failed: break;
        }
        switch (step.error ? step.error->kind : ErrorKind::NotFound) {
        case ErrorKind::CertificateInvalid: return tr("certificate not valid, not used");
        case ErrorKind::Timeout: return tr("no answer");
        case ErrorKind::Offline: return tr("no network");
        case ErrorKind::InvalidInput:
        case ErrorKind::ProtocolError: return tr("not usable");
        default: return tr("nothing there");
        }
    }

    /// The engine writes "host, port 993"; "port" is a word of the person's language.
    static QString server(const QString &subject)
    {
        const qsizetype at = subject.lastIndexOf(QLatin1String(", port "));
        if (at < 0)
            return subject;
        return tr("%1, port %2").arg(subject.left(at), subject.mid(at + 7));
    }

    static QString fact(const QString &word)
    {
        static const std::pair<const char *, const char *> known[] = {
            {"built in", QT_TR_NOOP("built in")},
            {"given", QT_TR_NOOP("by hand")},
            {"domain file", QT_TR_NOOP("from the domain")},
            {"database", QT_TR_NOOP("from the public list")},
            {"dns srv", QT_TR_NOOP("from DNS")},
            {"dns mx", QT_TR_NOOP("from its provider")},
            {"guessed", QT_TR_NOOP("tried out")},
            {"plain", QT_TR_NOOP("not encrypted")},
        };
        for (const auto &[plain, shown] : known) {
            if (word == QLatin1String(plain))
                return tr(shown);
        }
        return word;
    }

    /// A connection is only made when the certificate was checked.
    static QString validCertificate(const QString &tls) { return tr("%1, certificate valid").arg(tls); }
    static QString seconds(double value) { return tr("%1 s").arg(QLocale().toString(value, 'f', 1)); }

    static QString nothingSent() { return tr("Nothing was sent to it. Check the server's name, or ask whoever runs it."); }
    static QString foreignServer(const QString &host)
    {
        return tr("Only DNS, which can be forged on the way, says that this mail is at %1, outside the address's own domain. Go on if you know that name; "
                  "else ask your provider.").arg(host);
    }
    static QString pageRefused() { return tr("The provider's page did not let Tern in. Sign in there again and agree to what it asks."); }
    static QString noClient()
    {
        return tr("This provider lets mail programs in only through its own page, and this copy of Tern has no client id there. Put one into the file "
                  "oauth-clients.json in Tern's configuration folder.");
    }
    static QString notTried() { return tr("not tried"); }
    static QString waiting() { return tr("waiting for you"); }
    static QString noSettings() { return tr("Enter the servers by hand; the provider's help pages name them."); }
};

} // namespace

QString checkTitle(const CheckStep &step, const QString &domain) { return Words::title(step, domain); }

QString checkFact(const CheckStep &step)
{
    if (step.kind == CheckStep::Kind::Way)
        return Words::wayFact(step);
    if (step.kind == CheckStep::Kind::Browser && step.state == CheckStep::State::Running)
        return Words::waiting();
    if (step.kind == CheckStep::Kind::Browser)
        return {};
    const bool server = step.kind == CheckStep::Kind::Receive || step.kind == CheckStep::Kind::Send;
    const QString fact = Words::fact(step.fact.section(QLatin1Char(','), 0, 0).trimmed());
    if (server && step.state == CheckStep::State::Passed && step.fact.startsWith(QLatin1String("TLS")))
        return Words::validCertificate(fact);
    if (fact.isEmpty() && step.took.count() > 0 && step.state != CheckStep::State::Skipped)
        return Words::seconds(double(step.took.count()) / 1000.0);
    return fact;
}

QString checkProblem(const CheckStep &step)
{
    if (step.state != CheckStep::State::Failed || step.kind == CheckStep::Kind::Way)
        return {};
    if (step.error && step.error->kind == ErrorKind::ConfirmationNeeded)
        return Words::foreignServer(QString::fromStdString(step.error->detail));
    if (step.error && step.error->where == "oauth.client")
        return Words::noClient();
    if (step.kind == CheckStep::Kind::Browser && step.error && step.error->kind == ErrorKind::AuthenticationFailed)
        return Words::pageRefused();
    if (step.trouble != accounts::SignInTrouble::None)
        return signInAdvice(step.trouble, step.provider);
    if (step.certificate)
        return joinSentences(certificateSentences(*step.certificate) << Words::nothingSent());
    if (step.kind == CheckStep::Kind::Settings && (!step.error || step.error->kind == ErrorKind::NotFound || step.error->kind == ErrorKind::HostNotFound))
        return Words::noSettings();
    return step.error ? errorText(*step.error).sentence : QString();
}

QString checkDetails(const CheckStep &step)
{
    QStringList parts;
    if (step.kind == CheckStep::Kind::Way || (step.error && step.error->kind == ErrorKind::ConfirmationNeeded))
        return {};
    if (step.certificate)
        parts << certificateDetails(*step.certificate);
    else if (step.error && step.state == CheckStep::State::Failed)
        parts << errorText(*step.error).details.trimmed();
    parts.removeAll(QString());
    return parts.join(QLatin1Char('\n'));
}

StepLook checkLook(const CheckStep &step, const QString &domain)
{
    StepLook look;
    look.isPart = step.kind == CheckStep::Kind::Way;
    look.state = look.isPart && step.state == CheckStep::State::Failed ? StepMark::State::Skipped : markOf(step.state);
    look.title = checkTitle(step, domain);
    look.fact = step.state == CheckStep::State::Skipped && !look.isPart ? Words::notTried() : checkFact(step);
    look.problem = checkProblem(step);
    look.details = checkDetails(step);
    return look;
}

} // namespace tern::ui
