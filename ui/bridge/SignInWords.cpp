// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/SignInWords.h"

#include "core/accounts/ProviderPresets.h"

#include <QCoreApplication>
#include <QLocale>

namespace tern::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CheckWords)

public:
    static QString trouble(accounts::SignInTrouble trouble)
    {
        using accounts::SignInTrouble;
        switch (trouble) {
        case SignInTrouble::None: break;
        case SignInTrouble::WrongPassword: return tr("The server did not accept the name or password. Enter the password again.");
        case SignInTrouble::AccessOff: return tr("The provider lets no mail program into this account yet. Turn on IMAP and SMTP in its web settings, then try again.");
        case SignInTrouble::NeedsCode: return tr("The server did not accept this password. It wants the authorization code from its web settings instead.");
        case SignInTrouble::NeedsAppPassword:
            return tr("The server did not accept this password. With two-factor sign-in it wants an app password, made in the account's security settings.");
        case SignInTrouble::NeedsClientPassword: return tr("The server did not accept this password. It wants the separate password for mail programs.");
        case SignInTrouble::NeedsBrowser: return tr("The provider takes no password from mail programs. Leave the password empty and sign in on its page in your browser.");
        case SignInTrouble::TokenEnded: return tr("The sign-in of earlier is no longer accepted. Sign in again on the provider's page.");
        case SignInTrouble::TooMany: return tr("The server wants a pause after too many attempts. Wait some minutes, then try again.");
        case SignInTrouble::CertificateRefused:
            return tr("The server did not accept your certificate. Choose the file that belongs to this account, or ask who gave it to you for another.");
        case SignInTrouble::Locked: return tr("The provider has locked the account for mail programs. Sign in on its web page and do what it asks, then try again.");
        }
        return {};
    }
};

} // namespace

QString signInAdvice(accounts::SignInTrouble trouble, const std::string &provider)
{
    const QString text = Words::trouble(trouble);
    const auto *preset = text.isEmpty() ? nullptr : accounts::ProviderPresets::builtIn().byId(provider);
    const QString advice = preset ? preset->advice(QLocale().name()) : QString();
    return advice.isEmpty() ? text : text + QLatin1Char('\n') + advice;
}

} // namespace tern::ui
