// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/ProxyForm.h"

#include "core/engine/Engine.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>

namespace tern::ui {
namespace {

using engine::ProxyChoice;
using Mode = ProxyChoice::Mode;

constexpr int kFieldWidth = 260;
constexpr int kPageLabelWidth = 200;     // as the pages of SettingPages
constexpr int kSocksPort = 1080;
constexpr int kHttpPort = 3128;

// A mode, and for a proxy of one's own its kind.
int itemOf(Mode mode, ProxyKind kind)
{
    return mode == Mode::Own ? 100 + static_cast<int>(kind) : static_cast<int>(mode);
}

QFormLayout *formIn(QWidget *widget)
{
    auto *form = new QFormLayout(widget);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    return form;
}

} // namespace

ProxyForm::ProxyForm(const WindowContext &context, AccountId account, QWidget *parent) : QWidget(parent), m_context(context), m_account(account)
{
    m_mode = new QComboBox(this);
    m_mode->setObjectName(QStringLiteral("proxyMode"));
    m_mode->setFixedWidth(kFieldWidth);
    if (account.isValid())
        m_mode->addItem(tr("as for all accounts"), itemOf(Mode::Inherit, {}));
    m_mode->addItem(tr("as the system"), itemOf(Mode::System, {}));
    m_mode->addItem(tr("none"), itemOf(Mode::None, {}));
    m_mode->addItem(tr("SOCKS5"), itemOf(Mode::Own, ProxyKind::Socks5));
    m_mode->addItem(tr("HTTP"), itemOf(Mode::Own, ProxyKind::HttpConnect));

    m_own = new QWidget(this);
    m_host = new QLineEdit(m_own);
    m_host->setObjectName(QStringLiteral("proxyHost"));
    m_port = new QSpinBox(m_own);
    m_port->setRange(1, 0xFFFF);
    m_user = new QLineEdit(m_own);
    m_user->setPlaceholderText(tr("None"));
    m_password = new QLineEdit(m_own);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("Unchanged"));
    auto *own = formIn(m_own);
    own->addRow(tr("Server"), m_host);
    own->addRow(tr("Port"), m_port);
    own->addRow(tr("User name"), m_user);
    own->addRow(tr("Password"), m_password);
    for (QLineEdit *field : {m_host, m_user, m_password}) {
        field->setFixedWidth(kFieldWidth);
        connect(field, &QLineEdit::editingFinished, this, &ProxyForm::apply);
    }
    connect(m_port, &QSpinBox::editingFinished, this, &ProxyForm::apply);

    auto *form = formIn(this);
    form->addRow(tr("Proxy"), m_mode);
    form->addRow(m_own);
    // On the page for all accounts the labels stand in the page's column; an account's editor aligns its own.
    for (const QFormLayout *aligned : {form, own}) {
        for (int row = 0; !account.isValid() && row < aligned->rowCount(); ++row) {
            if (QLayoutItem *label = aligned->itemAt(row, QFormLayout::LabelRole); label && label->widget())
                label->widget()->setMinimumWidth(kPageLabelWidth);
        }
    }
    const auto kept = context.reader.setting(ProxyChoice::settingKey(account));
    const bool isKept = kept && *kept && !(*kept)->isEmpty();
    present(isKept ? ProxyChoice::fromSetting(**kept) : ProxyChoice{account.isValid() ? Mode::Inherit : Mode::System});
    connect(m_mode, &QComboBox::activated, this, [this] {
        m_own->setVisible(isOwn());
        if (isOwn() && m_host->text().isEmpty())
            m_port->setValue(m_mode->currentData().toInt() == itemOf(Mode::Own, ProxyKind::Socks5) ? kSocksPort : kHttpPort);
        apply();
    });
}

bool ProxyForm::isOwn() const
{
    return m_mode->currentData().toInt() >= itemOf(Mode::Own, ProxyKind::Socks5);
}

void ProxyForm::present(const ProxyChoice &choice)
{
    m_applied = choice;
    m_mode->setCurrentIndex(std::max(0, m_mode->findData(itemOf(choice.mode, choice.kind))));
    m_host->setText(QString::fromStdString(choice.host));
    m_port->setValue(choice.port > 0 ? choice.port : kSocksPort);
    m_user->setText(QString::fromStdString(choice.user));
    m_own->setVisible(isOwn());
}

void ProxyForm::apply()
{
    ProxyChoice choice;
    if (isOwn()) {
        choice.mode = Mode::Own;
        choice.kind = m_mode->currentData().toInt() == itemOf(Mode::Own, ProxyKind::HttpConnect) ? ProxyKind::HttpConnect : ProxyKind::Socks5;
        choice.host = m_host->text().trimmed().toStdString();
        choice.port = static_cast<std::uint16_t>(m_port->value());
        choice.user = m_user->text().trimmed().toStdString();
        if (choice.host.empty())
            return;
    } else {
        choice.mode = static_cast<Mode>(m_mode->currentData().toInt());
    }
    const bool hasPassword = isOwn() && m_password->isModified();
    if (choice == m_applied && !hasPassword)
        return;
    m_applied = choice;
    m_context.engine.setProxy(m_account, choice, hasPassword ? std::optional(m_password->text()) : std::nullopt);
    m_password->setModified(false);
}

} // namespace tern::ui
