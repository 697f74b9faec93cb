// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/doctor/DoctorWords.h"

#include "core/accounts/DoctorReport.h"
#include "ui/bridge/CertificateWords.h"
#include "ui/bridge/ErrorText.h"
#include "ui/bridge/SignInWords.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace tern::ui {
namespace {

using engine::DoctorStep;
using Kind = DoctorStep::Kind;
using Server = DoctorStep::Server;
using State = DoctorStep::State;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DoctorWords)

public:
    static QString heading(const DoctorStep &step)
    {
        const QString host = QString::fromStdString(step.endpoint.host);
        switch (step.server) {
        case Server::Imap: return tr("Receiving by IMAP: %1, port %2").arg(host).arg(step.endpoint.port);
        case Server::Pop3: return tr("Receiving by POP3: %1, port %2").arg(host).arg(step.endpoint.port);
        case Server::Smtp: break;
        }
        if (step.addresses.isEmpty())
            return tr("Sending by SMTP: %1, port %2").arg(host).arg(step.endpoint.port);
        return tr("Sending as %1 by SMTP: %2, port %3").arg(step.addresses.join(QStringLiteral(", ")), host).arg(step.endpoint.port);
    }

    static QString title(const DoctorStep &step)
    {
        const bool sends = step.server == Server::Smtp;
        switch (step.kind) {
        case Kind::Dns: return tr("The server's name (DNS)");
        case Kind::Tcp: return tr("Connection (TCP)");
        case Kind::Tls: return tr("Encryption (TLS)");
        case Kind::Greeting: return tr("Greeting");
        case Kind::Capabilities: return sends ? tr("What it can do (EHLO)") : tr("What it can do");
        case Kind::SignIn: return sends ? tr("Signing in (AUTH)") : tr("Signing in");
        case Kind::Id: return tr("Introduction (ID)");
        case Kind::Select: return step.server == Server::Pop3 ? tr("Looking into the mailbox (STAT)") : tr("Opening the inbox (SELECT)");
        case Kind::MailFrom: return tr("Your address (MAIL FROM)");
        }
        return {};
    }

    /// The engine's own words in the person's language; a server's as they are.
    static QString seen(const DoctorStep &step)
    {
        if (step.kind == Kind::Select && step.state == State::Passed) {
            static const QRegularExpression number(QStringLiteral("\\d+"));
            return tr("%n message(s)", nullptr, number.match(step.detail).captured().toInt());
        }
        if (step.detail == QLatin1String("left to the proxy"))
            return tr("left to the proxy");
        if (step.detail == QLatin1String("tells nothing"))
            return tr("tells nothing");
        if (step.detail == QLatin1String("signed in"))
            return tr("signed in");
        return step.detail;
    }

    static QString advice(const DoctorStep &step)
    {
        const Error &error = *step.error;
        if (step.trouble != accounts::SignInTrouble::None)
            return signInAdvice(step.trouble, step.provider);
        if (step.certificate)
            return joinSentences(certificateSentences(*step.certificate) << tr("No password was sent to it."));
        switch (error.kind) {
        case ErrorKind::HostNotFound: return tr("Nobody knows a server of this name. Check the name in the account's settings, and whether other pages open.");
        case ErrorKind::Offline: return tr("This computer has no network. Connect it, then check again.");
        case ErrorKind::ConnectionRefused: return tr("Nothing answers on this port. Usual are %1 with TLS and %2 with STARTTLS.").arg(usual(step.server, true), usual(step.server, false));
        case ErrorKind::ConnectionLost:
            return tr("The connection was cut. The port may want the other kind of security (TLS or STARTTLS), or something between you and the server cuts it.");
        case ErrorKind::Timeout: return tr("There is no answer. A firewall may swallow it: try another network, or another port.");
        case ErrorKind::ServerBusy:
        case ErrorKind::ServerBye: return tr("The server turns you away just now. Wait some minutes, then check again.");
        default: return errorText(error).sentence;
        }
    }

    static QString usual(Server server, bool tls)
    {
        switch (server) {
        case Server::Imap: return tls ? QStringLiteral("993") : QStringLiteral("143");
        case Server::Pop3: return tls ? QStringLiteral("995") : QStringLiteral("110");
        case Server::Smtp: break;
        }
        return tls ? QStringLiteral("465") : QStringLiteral("587");
    }

    static QString time(std::chrono::milliseconds took) { return tr("%1 ms").arg(QLocale().toString(qint64(took.count()))); }
    static QString notTried() { return tr("not tried"); }
    static QString endsAt(const DoctorStep &step)
    {
        if (!step.addresses.isEmpty())
            return tr("Sending as %1 does not work; it ends at: %2.").arg(step.addresses.first(), title(step));
        return step.server == Server::Smtp ? tr("Sending does not work; it ends at: %1.").arg(title(step)) : tr("Receiving does not work; it ends at: %1.").arg(title(step));
    }
    static QString works() { return tr("Everything works: mail can be received and sent. Nothing was sent."); }
    static QString alsoWorks(const DoctorStep &step)
    {
        if (!step.addresses.isEmpty())
            return tr("Sending as %1 works.").arg(step.addresses.first());
        return step.server == Server::Smtp ? tr("Sending works.") : tr("Receiving works.");
    }
};

} // namespace

StepMark::State markOf(engine::CheckStep::State state)
{
    switch (state) {
    case State::Running: return StepMark::State::Running;
    case State::Passed: return StepMark::State::Passed;
    case State::Failed: return StepMark::State::Failed;
    case State::Skipped: break;
    }
    return StepMark::State::Skipped;
}

QString doctorHeading(const DoctorStep &step) { return Words::heading(step); }

QString doctorTitle(const DoctorStep &step) { return Words::title(step); }

StepLook doctorLook(const DoctorStep &step)
{
    StepLook look;
    look.state = markOf(step.state);
    look.title = Words::title(step);
    look.words = Words::seen(step);
    switch (step.state) {
    case State::Running: break;
    case State::Skipped: look.fact = Words::notTried(); break;
    case State::Passed: look.fact = Words::time(step.took); break;
    case State::Failed:
        look.fact = Words::time(step.took);
        look.problem = step.error ? Words::advice(step) : QString();
        look.details = step.certificate ? certificateDetails(*step.certificate) : step.error ? errorText(*step.error).details.trimmed() : QString();
        break;
    }
    return look;
}

QString doctorVerdict(const std::vector<DoctorStep> &steps)
{
    QStringList sentences;
    bool fails = false;
    for (auto at = steps.begin(); at != steps.end();) {
        const auto end = std::find_if(at, steps.end(), [&](const DoctorStep &step) { return !accounts::isSameServer(*at, step); });
        const auto failed = std::find_if(at, end, [](const DoctorStep &step) { return step.state == State::Failed; });
        fails = fails || failed != end;
        sentences << (failed != end ? Words::endsAt(*failed) : Words::alsoWorks(*at));
        at = end;
    }
    return fails ? joinSentences(sentences) : Words::works();
}

} // namespace tern::ui
