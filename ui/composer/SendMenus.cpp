// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/SendMenus.h"

#include "ui/outbox/SendTimeDialog.h"
#include "ui/outbox/SendTimes.h"
#include "ui/widgets/Buttons.h"

#include <QMenu>

namespace tern::ui {

SendMenus::SendMenus(const Theme &theme, QWidget *window)
    : QObject(window), m_theme(theme), m_window(window), m_later(new FlatButton(theme, tr("Later"), window)), m_options(new FlatButton(theme, tr("Options"), window)),
      m_laterMenu(new QMenu(window)), m_optionsMenu(new QMenu(window))
{
    m_later->setMenuMark(true);
    m_later->setToolTip(tr("Send at another time. %1").arg(mustRunText()));
    m_options->setMenuMark(true);
    m_laterMenu->setToolTipsVisible(true);
    m_optionsMenu->setToolTipsVisible(true);
    m_report = m_optionsMenu->addAction(tr("Ask for a delivery report"));
    m_report->setToolTip(tr("Asks the servers to report when it is delivered, where they can. The answer shows in the Outbox, under Sent."));
    m_tls = m_optionsMenu->addAction(tr("Only over verified TLS"));
    m_tls->setToolTip(tr("Every server on its way has to pass it on over verified TLS, or to return it. Many servers can't promise that; then it is not sent."));
    for (QAction *action : {m_report, m_tls}) {
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this] {
            showMark();
            Q_EMIT wishesChanged();
        });
    }
    const auto popUp = [](const FlatButton *button, QMenu *menu) { menu->popup(button->mapToGlobal(QPoint(0, button->height()))); };
    connect(m_later, &QAbstractButton::clicked, this, [this, popUp] {
        fillLater();
        popUp(m_later, m_laterMenu);
    });
    connect(m_options, &QAbstractButton::clicked, this, [this, popUp] { popUp(m_options, m_optionsMenu); });
    fillLater();
    showMark();
}

void SendMenus::fillLater()
{
    const UnixMillis now = QDateTime::currentMSecsSinceEpoch();
    m_laterMenu->clear();
    const UnixMillis tomorrow = tomorrowMorning(now);
    const UnixMillis monday = mondayMorning(now);
    const auto add = [this, now](const QString &text, UnixMillis at) {
        QAction *action = m_laterMenu->addAction(text.arg(sendTimeText(at, now)));
        action->setToolTip(mustRunText());
        connect(action, &QAction::triggered, this, [this, at] { Q_EMIT laterChosen(at); });
    };
    add(tr("Tomorrow morning (%1)"), tomorrow);
    if (monday != tomorrow)
        add(tr("Monday morning (%1)"), monday);
    connect(m_laterMenu->addAction(tr("Choose a time…")), &QAction::triggered, this, &SendMenus::choose);
}

void SendMenus::choose()
{
    auto *dialog = new SendTimeDialog(m_theme, tomorrowMorning(QDateTime::currentMSecsSinceEpoch()), m_window);
    connect(dialog, &SendTimeDialog::chosen, this, &SendMenus::laterChosen);
    dialog->open();
}

void SendMenus::setWishes(bool reportDelivery, bool requireTls)
{
    m_report->setChecked(reportDelivery);
    m_tls->setChecked(requireTls);
    showMark();
}

bool SendMenus::reportDelivery() const { return m_report->isChecked(); }

bool SendMenus::requireTls() const { return m_tls->isChecked(); }

/// A wish that is set shows without the menu being open.
void SendMenus::showMark()
{
    const int set = (m_report->isChecked() ? 1 : 0) + (m_tls->isChecked() ? 1 : 0);
    m_options->setText(set == 0 ? tr("Options") : tr("Options (%1)").arg(set));
    m_options->updateGeometry();
}

} // namespace tern::ui
